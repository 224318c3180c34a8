import { z } from 'zod';
import { pipelineShape } from './pipeline-shape.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** An environment variable stands for any value but a map. */
const VARIABLE: JsonSchema = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}' };

/** The JSON Schema of pipeline files, as published for editors: before environment variables are put in. */
export function pipelineJsonSchema(): string {
  return `${JSON.stringify(withVariables(z.toJSONSchema(pipelineShape, { io: 'input', target: 'draft-7' })), null, 2)}\n`;
}

function withVariables(schema: JsonSchema): JsonSchema {
  const inner: JsonSchema = {
    ...schema,
    ...(schema.properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(schema.properties).map(([key, each]) => [key, within(each)])) }),
    ...(schema.items === undefined ? {} : { items: Array.isArray(schema.items) ? schema.items.map(within) : within(schema.items) }),
    ...(typeof schema.additionalProperties === 'object' ? { additionalProperties: withVariables(schema.additionalProperties) } : {}),
  };
  if (schema.anyOf !== undefined) return schema.anyOf.some(refusesVariables) ? { ...inner, anyOf: [...schema.anyOf, VARIABLE] } : inner;
  if (!refusesVariables(inner)) return inner;
  const { $schema, default: byDefault, description, ...rule } = inner;
  return { ...($schema === undefined ? {} : { $schema }), ...(byDefault === undefined ? {} : { default: byDefault }), ...(description === undefined ? {} : { description }), anyOf: [rule, VARIABLE] };
}

const within = (schema: z.core.JSONSchema._JSONSchema): z.core.JSONSchema._JSONSchema => (typeof schema === 'boolean' ? schema : withVariables(schema));

function refusesVariables(schema: z.core.JSONSchema._JSONSchema): boolean {
  if (typeof schema === 'boolean') return false;
  if (schema.type === 'string') return schema.enum !== undefined || schema.pattern !== undefined;
  return schema.type === 'number' || schema.type === 'integer' || schema.type === 'boolean' || schema.type === 'array';
}

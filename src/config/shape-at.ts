import { z } from 'zod';
import { pipelineShape } from './pipeline-shape.js';

/** The shape of the value at a path of keys; null where there is no such key. */
export function shapeAt(path: readonly PropertyKey[]): z.ZodType | null {
  let shape: unknown = pipelineShape;
  for (const step of path) shape = childOf(bare(shape), step);
  return shape instanceof z.ZodType ? shape : null;
}

/** The keys of the map at a path; none where it is no map of fixed keys. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const shape = bare(shapeAt(path));
  return shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
}

function childOf(shape: unknown, step: PropertyKey): unknown {
  if (shape instanceof z.ZodObject) return Object.hasOwn(shape.shape, step) ? shape.shape[String(step)] : null;
  if (shape instanceof z.ZodArray) return shape.element;
  if (shape instanceof z.ZodRecord) return shape.valueType;
  if (shape instanceof z.ZodTuple) return shape.def.items[Number(step)];
  return null;
}

/** Without what only adds a default. */
function bare(shape: unknown): unknown {
  let at = shape;
  while (at instanceof z.ZodDefault || at instanceof z.ZodPrefault || at instanceof z.ZodOptional) at = at.unwrap();
  return at;
}

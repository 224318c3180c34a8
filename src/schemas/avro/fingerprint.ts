/** Avro 1.12 specification, "Transforming into Parsing Canonical Form" and "Schema Fingerprints". */

export type AvroJson = string | readonly AvroJson[] | { readonly [key: string]: unknown };

const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

/** The form of a schema that two schemas share exactly when they read each other's bytes alike: full names, no docs, defaults or logical types, fixed order of keys. */
export function canonicalForm(schema: unknown, namespace = ''): string {
  if (typeof schema === 'string') return JSON.stringify(PRIMITIVES.has(schema) ? schema : fullName(schema, undefined, namespace));
  if (Array.isArray(schema)) return `[${schema.map((branch) => canonicalForm(branch, namespace)).join(',')}]`;
  if (!isObject(schema)) throw new TypeError(`found ${typeof schema}, expected an Avro schema`);
  const { type } = schema;
  switch (type) {
    case 'array':
      return `{"type":"array","items":${canonicalForm(schema['items'], namespace)}}`;
    case 'map':
      return `{"type":"map","values":${canonicalForm(schema['values'], namespace)}}`;
    case 'enum':
      return `{"name":${JSON.stringify(nameOf(schema, namespace))},"type":"enum","symbols":${JSON.stringify(schema['symbols'])}}`;
    case 'fixed':
      return `{"name":${JSON.stringify(nameOf(schema, namespace))},"type":"fixed","size":${String(schema['size'])}}`;
    case 'record':
    case 'error': {
      const name = nameOf(schema, namespace);
      const inner = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
      const fields = (Array.isArray(schema['fields']) ? schema['fields'] : []).filter(isObject);
      return `{"name":${JSON.stringify(name)},"type":${JSON.stringify(type)},"fields":[${fields.map((field) => `{"name":${JSON.stringify(field['name'])},"type":${canonicalForm(field['type'], inner)}}`).join(',')}]}`;
    }
    default:
      return canonicalForm(type, namespace);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (schema: Readonly<Record<string, unknown>>, namespace: string): string =>
  fullName(String(schema['name']), typeof schema['namespace'] === 'string' ? schema['namespace'] : undefined, namespace);

function fullName(name: string, own: string | undefined, inherited: string): string {
  if (name.includes('.')) return name;
  const namespace = own ?? inherited;
  return namespace === '' ? name : `${namespace}.${name}`;
}

const EMPTY = 0xc15d213aa4d7a795n;
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let print = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) print = (print >> 1n) ^ ((print & 1n) === 1n ? EMPTY : 0n);
  return print;
});

/** CRC-64-AVRO (Rabin) of a text's UTF-8 bytes, unsigned. */
export function crc64Avro(text: string): bigint {
  let print = EMPTY;
  for (const byte of Buffer.from(text, 'utf8')) print = (print >> 8n) ^ (TABLE[Number((print ^ BigInt(byte)) & 0xffn)] ?? 0n);
  return print;
}

/** Fingerprint of a schema, for single-object encoding. */
export const fingerprintOf = (schema: unknown): bigint => crc64Avro(canonicalForm(schema));

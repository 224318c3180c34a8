import type { Schema } from 'avsc';

/**
 * Walks Avro bytes by their schema without building anything, so that a hostile count or length is found before a
 * decoder allocates for it. Returns where the value ends.
 * @throws Error for bytes that are no value of the schema
 */
export function walkAvro(schema: Schema, bytes: Uint8Array, start: number): number {
  return new Walker(bytes, namedTypes(schema)).walk(schema, start);
}

/** Every named type of a schema: a later field may use one that is defined inside an earlier, empty array. */
function namedTypes(schema: Schema, named = new Map<string, Schema>()): ReadonlyMap<string, Schema> {
  if (Array.isArray(schema)) for (const branch of schema) namedTypes(branch as Schema, named);
  else if (typeof schema === 'object' && schema !== null) {
    const { name, type, fields, items, values } = schema as Shape;
    if (name !== undefined) named.set(name, schema);
    for (const field of fields ?? []) namedTypes(field.type, named);
    for (const inner of [items, values, type]) if (inner !== undefined && typeof inner !== 'string') namedTypes(inner, named);
  }
  return named;
}

interface Shape {
  readonly type: Schema;
  readonly name?: string;
  readonly fields?: readonly { readonly type: Schema }[];
  readonly items?: Schema;
  readonly values?: Schema;
  readonly symbols?: readonly string[];
  readonly size?: number;
}

class Walker {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly named: ReadonlyMap<string, Schema>,
  ) {}

  walk(schema: Schema, at: number): number {
    if (typeof schema === 'string') {
      const known = this.named.get(schema);
      return known === undefined ? this.#primitive(schema, at) : this.walk(known, at);
    }
    if (Array.isArray(schema)) {
      const { value, end } = this.#long(at);
      const branch = schema[value];
      if (branch === undefined) throw new Error(`union branch ${value} of ${schema.length}`);
      return this.walk(branch as Schema, end);
    }
    const shape = schema as Shape;
    switch (shape.type) {
      case 'record':
        return (shape.fields ?? []).reduce((position, field) => this.walk(field.type, position), at);
      case 'array':
        return this.#blocks(at, (position) => this.walk(shape.items ?? 'null', position));
      case 'map':
        return this.#blocks(at, (position) => this.walk(shape.values ?? 'null', this.#primitive('string', position)));
      case 'enum': {
        const { value, end } = this.#long(at);
        if (value < 0 || value >= (shape.symbols?.length ?? 0)) throw new Error(`enum index ${value}`);
        return end;
      }
      case 'fixed':
        return this.#skip(at, shape.size ?? 0);
      default:
        return this.walk(shape.type, at);
    }
  }

  #blocks(at: number, item: (position: number) => number): number {
    let position = at;
    for (;;) {
      const block = this.#long(position);
      position = block.end;
      if (block.value === 0) return position;
      let count = block.value;
      if (count < 0) {
        count = -count;
        position = this.#long(position).end;
      }
      // Every item takes at least one byte, so a count beyond the bytes that are left is a lie.
      if (count > this.bytes.length - position) throw new Error(`${count} items in ${this.bytes.length - position} bytes`);
      for (let index = 0; index < count; index += 1) position = item(position);
    }
  }

  #primitive(type: string, at: number): number {
    switch (type) {
      case 'null':
        return at;
      case 'boolean':
        return this.#skip(at, 1);
      case 'int':
      case 'long':
        return this.#long(at).end;
      case 'float':
        return this.#skip(at, 4);
      case 'double':
        return this.#skip(at, 8);
      case 'string':
      case 'bytes': {
        const { value, end } = this.#long(at);
        return this.#skip(end, value);
      }
      default:
        throw new Error(`unknown type ${type}`);
    }
  }

  #skip(at: number, count: number): number {
    if (count < 0 || at + count > this.bytes.length) throw new Error(`${count} bytes wanted at ${at} of ${this.bytes.length}`);
    return at + count;
  }

  /** Zigzag variable-length integer; beyond 2^53 no count, length or index is honest. */
  #long(at: number): { readonly value: number; readonly end: number } {
    let value = 0;
    let scale = 1;
    for (let index = 0; index < 10; index += 1) {
      const byte = this.bytes[at + index];
      if (byte === undefined) throw new Error(`the bytes end at ${at + index}`);
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, end: at + index + 1 };
    }
    throw new Error(`an integer of more than 10 bytes at ${at}`);
  }
}

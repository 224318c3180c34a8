import avro, { type Type } from 'avsc';
import { ThalwegError } from '../../domain/errors.js';

/**
 * Walks bytes along the schema that wrote them and proves, before anything is built of them, that every length and count
 * fits into the bytes that are there. A reader that trusts a count allocates for it: eight bytes can ask for an array of
 * four billion.
 * @throws RECORD_MALFORMED
 */
export function scanBounded(type: Type, bytes: Uint8Array): void {
  const scan = new Scan(bytes);
  scan.value(type, 0);
  if (scan.position !== bytes.length) throw malformed(`${bytes.length - scan.position} bytes are left after the record`);
}

const MAX_DEPTH = 64;
/** Items that take no bytes (nulls, empty records) are counted instead. */
const MAX_EMPTY_ITEMS = 10_000;

class Scan {
  position = 0;
  #emptyItems = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  value(type: Type, depth: number): void {
    if (depth > MAX_DEPTH) throw malformed(`nested more than ${MAX_DEPTH} deep`);
    const { types } = avro;
    if (type instanceof types.LogicalType) this.value(type.underlyingType, depth);
    else if (type instanceof types.RecordType) {
      for (const field of type.fields) this.value(field.type, depth + 1);
    } else if (type instanceof types.ArrayType) {
      this.#blocks(() => this.value(type.itemsType, depth + 1));
    } else if (type instanceof types.MapType) {
      this.#blocks(() => {
        this.#skip(this.#count('length of a key'));
        this.value(type.valuesType as Type, depth + 1);
      });
    } else if (type instanceof types.UnwrappedUnionType || type instanceof types.WrappedUnionType) {
      const index = this.#count('branch of a union');
      const branches: readonly Type[] = type.types;
      const branch = branches[index];
      if (branch === undefined) throw malformed(`branch ${index} of a union of ${branches.length}`);
      this.value(branch, depth + 1);
    } else if (type instanceof types.EnumType) {
      const index = this.#count('symbol of an enum');
      if (index >= type.symbols.length) throw malformed(`symbol ${index} of an enum of ${type.symbols.length}`);
    } else if (type instanceof types.FixedType) this.#skip(type.size);
    else if (type instanceof types.StringType || type instanceof types.BytesType) this.#skip(this.#count('length'));
    else if (type instanceof types.IntType || type instanceof types.LongType) this.#varint();
    else if (type instanceof types.DoubleType) this.#skip(8);
    else if (type instanceof types.FloatType) this.#skip(4);
    else if (type instanceof types.BooleanType) {
      const byte = this.#bytes[this.position];
      if (byte !== 0 && byte !== 1) throw malformed(`a boolean of ${byte ?? 'nothing'}`);
      this.position += 1;
    } else if (!(type instanceof types.NullType)) throw malformed(`a ${type.typeName}, which no record here has`);
  }

  #blocks(item: () => void): void {
    for (;;) {
      let count = this.#varint();
      if (count === 0n) return;
      if (count < 0n) {
        count = -count;
        this.#count('length of a block');
      }
      if (count > BigInt(this.#bytes.length - this.position + MAX_EMPTY_ITEMS)) throw malformed(`a block of ${count} items in ${this.#bytes.length - this.position} bytes`);
      for (let at = 0n; at < count; at += 1n) {
        const before = this.position;
        item();
        if (this.position === before && (this.#emptyItems += 1) > MAX_EMPTY_ITEMS) throw malformed(`more than ${MAX_EMPTY_ITEMS} items without bytes`);
      }
    }
  }

  /** Zigzag, little end first, at most ten bytes. */
  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.position];
      if (byte === undefined) throw malformed('it ends within a number');
      this.position += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw malformed('a number of more than ten bytes');
  }

  /** A number that counts something within these bytes. */
  #count(what: string): number {
    const value = this.#varint();
    if (value < 0n || value > BigInt(this.#bytes.length)) throw malformed(`${what} ${value} in a record of ${this.#bytes.length} bytes`);
    return Number(value);
  }

  #skip(count: number): void {
    if (this.position + count > this.#bytes.length) throw malformed(`it ends ${this.position + count - this.#bytes.length} bytes early`);
    this.position += count;
  }
}

function malformed(why: string): ThalwegError {
  return new ThalwegError('RECORD_MALFORMED', `the record is not what its schema says: ${why}`, { stage: 'intake' });
}

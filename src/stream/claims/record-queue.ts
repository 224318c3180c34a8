import { recordBytes, type LogRecord } from '../record.js';

/** Fetched records of one partition that nobody has claimed, in offset order, with their bytes counted. */
export class RecordQueue {
  /** Undefined where a record was taken, so that it is not kept in memory until the front is cut off. */
  #records: (LogRecord | undefined)[] = [];
  #head = 0;
  #bytes = 0;

  get length(): number {
    return this.#records.length - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(record: LogRecord): void {
    this.#records.push(record);
    this.#bytes += recordBytes(record);
  }

  peek(): LogRecord | undefined {
    return this.#records[this.#head];
  }

  shift(): LogRecord | undefined {
    const record = this.#records[this.#head];
    if (record === undefined) return undefined;
    this.#records[this.#head] = undefined;
    this.#head += 1;
    this.#bytes -= recordBytes(record);
    if (this.#head === this.#records.length || this.#head > 1024) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
    return record;
  }

  /** Puts a record back at its place by offset. */
  restore(record: LogRecord): void {
    const rest = this.#records.slice(this.#head);
    const place = rest.findIndex((waiting) => waiting !== undefined && waiting.offset > record.offset);
    rest.splice(place === -1 ? rest.length : place, 0, record);
    this.#records = rest;
    this.#head = 0;
    this.#bytes += recordBytes(record);
  }
}

import avro, { type Schema, type Type } from 'avsc';

/**
 * RFC 3339 text in the program, milliseconds since 1970 on the wire (Avro logical type `timestamp-millis`). Text comes
 * back in UTC with milliseconds, whatever offset it went in with.
 */
class TimestampMillis extends avro.types.LogicalType {
  protected override _fromValue(value: unknown): string {
    const milliseconds = Number(value);
    if (!(Math.abs(milliseconds) <= 8.64e15)) throw new RangeError(`timestamp ${String(value)} is no date`);
    return new Date(milliseconds).toISOString();
  }

  protected override _toValue(text: unknown): number | undefined {
    const milliseconds = typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(milliseconds) ? undefined : milliseconds;
  }

  protected override _resolve(type: Type): ((value: unknown) => string) | undefined {
    return type instanceof TimestampMillis || type instanceof avro.types.LongType || type instanceof avro.types.IntType ? (value) => (type instanceof TimestampMillis ? String(value) : this._fromValue(value)) : undefined;
  }
}

/** A schema as a type that reads and writes the program's records. @throws where it is no Avro schema */
export function avroType(schema: unknown): Type {
  return avro.Type.forSchema(schema as Schema, { wrapUnions: 'auto', logicalTypes: { 'timestamp-millis': TimestampMillis } });
}

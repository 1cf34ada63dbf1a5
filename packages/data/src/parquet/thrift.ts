/**
 * Thrift's compact protocol as far as Parquet's headers use it, read with bounds: a list that says that it has more
 * elements than bytes are left is refused before anything is allocated for it.
 */

/** Field number -> value. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;
export type ThriftValue = number | bigint | boolean | null | ThriftStruct | readonly ThriftValue[];

const DEEPEST = 32;

/** A place in bytes that moves on. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  /** exclusive */
  readonly end: number;
}

/** The struct at the cursor, texts and doubles passed over (null). Throws RangeError where it does not end. */
export function readThrift(cursor: Cursor, depth: number = 0): ThriftStruct {
  if (depth > DEEPEST) throw new RangeError("its headers are too deep");
  const fields = new Map<number, ThriftValue>();
  let id = 0;
  for (;;) {
    const head = byteAt(cursor);
    if ((head & 15) === 0) return fields;
    id = head >> 4 === 0 ? Number(zigZag(varint(cursor))) : id + (head >> 4);
    fields.set(id, readValue(cursor, head & 15, depth));
  }
}

const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12];

function readValue(cursor: Cursor, type: number, depth: number): ThriftValue {
  switch (type) {
    case TRUE:
    case FALSE:
      return type === TRUE;
    case BYTE:
      return byteAt(cursor);
    case I16:
    case I32:
      return Number(zigZag(varint(cursor)));
    case I64:
      return zigZag(varint(cursor));
    case DOUBLE:
      return skip(cursor, 8);
    case BINARY:
      return skip(cursor, Number(varint(cursor)));
    case LIST:
    case SET:
      return readList(cursor, depth);
    case STRUCT:
      return readThrift(cursor, depth + 1);
    default:
      throw new RangeError("its headers are none of Parquet");
  }
}

function readList(cursor: Cursor, depth: number): readonly ThriftValue[] {
  const head = byteAt(cursor);
  const count = head >> 4 === 15 ? Number(varint(cursor)) : head >> 4;
  if (count > cursor.end - cursor.at) throw new RangeError("a list in its headers is longer than the file");
  const type = head & 15;
  const values: ThriftValue[] = [];
  for (let i = 0; i < count; i++) {
    values.push(type === TRUE || type === FALSE ? byteAt(cursor) === 1 : readValue(cursor, type, depth + 1));
  }
  return values;
}

function byteAt(cursor: Cursor): number {
  if (cursor.at >= cursor.end) throw new RangeError("its headers are cut short");
  return cursor.bytes[cursor.at++]!;
}

function skip(cursor: Cursor, count: number): null {
  if (count > cursor.end - cursor.at) throw new RangeError("its headers are cut short");
  cursor.at += count;
  return null;
}

/** At most 10 bytes: 64 bits. */
function varint(cursor: Cursor): bigint {
  let [value, shift] = [0n, 0n];
  for (let i = 0; i < 10; i++) {
    const byte = byteAt(cursor);
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return value;
    shift += 7n;
  }
  throw new RangeError("a number in its headers is too long");
}

function zigZag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

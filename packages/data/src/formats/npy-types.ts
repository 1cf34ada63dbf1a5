/**
 * The types of NumPy's arrays, as their headers name them (numpy.lib.format, "array interface"): byte order, kind,
 * bytes.
 */
import type { ArrayContents } from "./file-array.ts";
import { isoTimes } from "./iso-times.ts";

/** A type that can be read. */
export interface NpyType {
  /** of one value */
  readonly bytes: number;
  /** values one after the other, `step` bytes from start to start */
  read(view: DataView, offset: number, step: number, count: number): ArrayContents;
}

interface Plain<Values extends ArrayLike<number | bigint>> {
  readonly array: new (count: number) => Values & { [index: number]: number | bigint };
  get(view: DataView, at: number, little: boolean): number | bigint;
}

const PLAIN = {
  b1: { array: Uint8Array, get: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  i1: { array: Int8Array, get: (view, at) => view.getInt8(at) },
  u1: { array: Uint8Array, get: (view, at) => view.getUint8(at) },
  i2: { array: Int16Array, get: (view, at, little) => view.getInt16(at, little) },
  u2: { array: Uint16Array, get: (view, at, little) => view.getUint16(at, little) },
  i4: { array: Int32Array, get: (view, at, little) => view.getInt32(at, little) },
  // every value of a column is a number of its type: there is no column of uint32
  u4: { array: Float64Array, get: (view, at, little) => view.getUint32(at, little) },
  i8: { array: BigInt64Array, get: (view, at, little) => view.getBigInt64(at, little) },
  u8: { array: BigUint64Array, get: (view, at, little) => view.getBigUint64(at, little) },
  f2: { array: Float32Array, get: (view, at, little) => halfOf(view.getUint16(at, little)) },
  f4: { array: Float32Array, get: (view, at, little) => view.getFloat32(at, little) },
  f8: { array: Float64Array, get: (view, at, little) => view.getFloat64(at, little) },
} as const satisfies Readonly<Record<string, Plain<ArrayLike<number | bigint>>>>;

/** Those whose bytes in a file are those of the array. */
const SAME: ReadonlySet<string> = new Set(["i1", "u1", "i2", "u2", "i4", "i8", "u8", "f4", "f8"]);

/** Longer texts are refused: a header of a few bytes could ask for any length. */
const LONGEST_TEXT = 2 ** 20;

/** What `descr` names, as "<f8", "|b1", "<U12", "|S3", "<M8[D]". Null for what is none of these, as objects. */
export function npyType(descr: string): NpyType | null {
  const [, order, kind, size, unit] = /^([<>|=]?)([a-zA-Z])(\d*)(?:\[(\w+)\])?$/.exec(descr) ?? [];
  if (order === undefined || kind === undefined) return null;
  const little = order !== ">";
  const plain = `${kind}${size}`;
  if (Object.hasOwn(PLAIN, plain)) return plainType(plain as keyof typeof PLAIN, little);
  if ((kind === "U" || kind === "S" || kind === "a") && Number(size) > 0 && Number(size) <= LONGEST_TEXT) {
    return kind === "U" ? wideTexts(Number(size), little) : byteTexts(Number(size));
  }
  return plain === "M8" ? timeType(unit ?? "", little) : null;
}

function plainType(name: keyof typeof PLAIN, little: boolean): NpyType {
  const { array, get } = PLAIN[name] as Plain<ArrayLike<number | bigint>>;
  const bytes = Number(name[1]);
  return {
    bytes,
    read(view, offset, step, count) {
      const isWhole = step === bytes && little && SAME.has(name);
      const values = new array(count);
      if (isWhole) {
        const { buffer, byteOffset, byteLength } = values as unknown as Uint8Array;
        new Uint8Array(buffer, byteOffset, byteLength).set(
          new Uint8Array(view.buffer, view.byteOffset + offset, count * bytes),
        );
      } else {
        for (let i = 0, at = offset; i < count; i++, at += step) values[i] = get(view, at, little);
      }
      const kind = name === "b1" ? "booleans" : name === "i8" || name === "u8" ? "whole" : "numbers";
      return { kind, values } as unknown as ArrayContents;
    },
  };
}

/** UTF-32, filled up with zeros. */
function wideTexts(length: number, little: boolean): NpyType {
  return {
    bytes: 4 * length,
    read: (view, offset, step, count) => ({
      kind: "texts",
      values: Array.from({ length: count }, (_, i) => {
        let end = length;
        const at = offset + i * step;
        while (end > 0 && view.getUint32(at + 4 * (end - 1), little) === 0) end--;
        let text = "";
        for (let j = 0; j < end; j++) text += characterOf(view.getUint32(at + 4 * j, little));
        return text;
      }),
    }),
  };
}

/** Bytes, filled up with zeros: ASCII, or UTF-8 where it is that. */
function byteTexts(length: number): NpyType {
  const decoder = new TextDecoder("utf-8");
  return {
    bytes: length,
    read: (view, offset, step, count) => ({
      kind: "texts",
      values: Array.from({ length: count }, (_, i) => {
        const bytes = new Uint8Array(view.buffer, view.byteOffset + offset + i * step, length);
        let end = length;
        while (end > 0 && bytes[end - 1] === 0) end--;
        let text = "";
        for (let j = 0; j < end; j++) {
          const byte = bytes[j] as number;
          if (byte > 127) return decoder.decode(bytes.slice(0, end));
          text += String.fromCharCode(byte);
        }
        return text;
      }),
    }),
  };
}

const MOST_CODE_POINT = 0x10_ff_ff;

/** U+FFFD for what is no character, as decoders have it. */
function characterOf(code: number): string {
  return code > MOST_CODE_POINT || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code);
}

/** Units of datetime64 in nanoseconds, but for those of the calendar. */
const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
  ["D", 86_400_000_000_000n],
  ["W", 604_800_000_000_000n],
]);

const NOT_A_TIME = -(2n ** 63n);

/** Times as ISO texts, which sort by time; those of months and years are not read. */
function timeType(unit: string, little: boolean): NpyType | null {
  const scale = NANOSECONDS.get(unit);
  if (scale === undefined) return null;
  return {
    bytes: 8,
    read: (view, offset, step, count) => ({
      kind: "texts",
      values: isoTimes(
        Array.from({ length: count }, (_, i) => {
          const value = view.getBigInt64(offset + i * step, little);
          return value === NOT_A_TIME ? null : value * scale;
        }),
      ),
    }),
  };
}

/** IEEE 754's binary16. */
export function halfOf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  // 2^-24 times the fraction below the normal ones; exact, as powers of two are
  if (exponent === 0) return (sign * fraction) / 16_777_216;
  const whole = 1024 + fraction;
  return exponent >= 25 ? sign * whole * (1 << (exponent - 25)) : (sign * whole) / (1 << (25 - exponent));
}

/**
 * The checkpoint file, version 1. All little-endian:
 *
 *   8 bytes   magic "MBCKPT\r\n" (the line end shows a transfer in text mode)
 *   u32       version, 1
 *   u32       length of the header in bytes
 *   header    JSON, UTF-8
 *   padding   zeros to a multiple of 8
 *   arrays    one after the other, each padded to a multiple of 8; float32 or float64 as the header says
 *   u32       CRC-32 of everything before it
 */

export const MAGIC: readonly number[] = [0x4d, 0x42, 0x43, 0x4b, 0x50, 0x54, 0x0d, 0x0a];
export const VERSION = 1;
export const PREFIX_BYTES = 16;

export interface ArrayEntry {
  readonly name: string;
  readonly dtype: "float32" | "float64";
  readonly length: number;
}

/** `meta` is whatever the writer needs besides its arrays; plain JSON. */
export interface CheckpointHeader {
  readonly arrays: readonly ArrayEntry[];
  readonly meta: unknown;
}

/** One array of a checkpoint; names are unique within it. */
export interface NamedArray {
  readonly name: string;
  readonly values: Float32Array | Float64Array;
}

export function roundUpToEight(at: number): number {
  return Math.ceil(at / 8) * 8;
}

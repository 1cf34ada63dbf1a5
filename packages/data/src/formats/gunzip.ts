/**
 * Gunzip as the readers here need it. Each platform brings its own (`node:zlib`, a page's `DecompressionStream`), so it
 * is handed in.
 */

/**
 * Decompresses within bounds: a few kilobytes of deflate can claim to be gigabytes. All throw FormatError where the
 * bytes are no gzip.
 */
export interface Gunzip {
  /** What the first few kilobytes decompress to: enough for a header. `name` is the file's, for messages. */
  head(bytes: Uint8Array, name: string): Uint8Array;
  /** The whole, which must decompress to exactly `size` bytes; never makes more than that. */
  exactly(bytes: Uint8Array, size: number, name: string): Uint8Array;
  /** The whole, of which only that is known that it should not be more than `most` bytes. */
  atMost(bytes: Uint8Array, most: number, name: string): Uint8Array;
}

/** RFC 1952, section 2.3.1: the first two bytes. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

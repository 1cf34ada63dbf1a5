/** UTF-8 by hand: the library compiles without TextEncoder's types, and a header is short. */

export function encodeUtf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === "%") {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      bytes.push(escaped.charCodeAt(i));
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * Bytes decoded at a time. A header may be as long as the file, and the intermediate text has three letters for each
 * byte.
 */
const CHUNK = 4096;

/** Throws URIError for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; ) {
    let to = Math.min(from + CHUNK, bytes.length);
    // not in the middle of a character
    for (let back = 0; back < 3 && isContinuation(bytes[to]); back++) to--;
    text += decodeChunk(bytes.subarray(from, to));
    from = to;
  }
  return text;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function decodeChunk(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes);
  let escaped = "";
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, "0")}`;
  return decodeURIComponent(escaped);
}

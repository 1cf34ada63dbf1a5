/** RFC 4648 base64 to bytes: the kernels travel as text. */

type Decode = (text: string) => Uint8Array<ArrayBuffer>;

/** In engines since 2025. */
const ofTheEngine = (Uint8Array as unknown as { readonly fromBase64?: Decode }).fromBase64;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** For text that an encoder wrote: it is not checked. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return ofTheEngine === undefined ? decodeBase64Slowly(text) : ofTheEngine.call(Uint8Array, text);
}

/** For engines without their own; not all of them have `atob` either. */
export function decodeBase64Slowly(text: string): Uint8Array<ArrayBuffer> {
  const value = new Uint8Array(128);
  for (let i = 0; i < alphabet.length; i++) value[alphabet.charCodeAt(i)] = i;
  const length = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  for (let at = 0, word = 0, i = 0; i < length; i++) {
    word = (word << 6) | value[text.charCodeAt(i)];
    // every four characters are three bytes
    if (i % 4 > 0) bytes[at++] = word >> (6 - 2 * (i % 4));
  }
  return bytes;
}

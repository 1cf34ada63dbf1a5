/**
 * The one name of the Encoding Standard that we use; every engine has it, and the package compiles without the DOM's
 * types.
 */
declare class TextDecoder {
  constructor(label: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}

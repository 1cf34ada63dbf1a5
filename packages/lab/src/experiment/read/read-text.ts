import { readFileSync } from "node:fs";
import { InputError } from "../../errors.ts";
import { describeReadFailure } from "../../files/describe-read-failure.ts";

/** The file's text without a byte order mark. Throws InputError when it cannot be read or is not UTF-8. */
export function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new InputError(`Cannot read ${file}: ${describeReadFailure(error)}`, { cause: error });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError(`Cannot read ${file}: it is not UTF-8 text; save it as that`, { cause: error });
  }
}

import type { Scalar } from "yaml";

/** The name that a key is: numbers and true are written in JavaScript's way, an empty one is an empty text. */
export function keyText({ value }: Scalar): string {
  return value === null ? "" : String(value);
}

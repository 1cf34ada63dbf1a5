/** Throws where numbers are not in the typed arrays that the types name: the other checks rely on their ranges. */
import { DataError } from "../errors.ts";

/** Throws DataError unless the array called `name` is of one of the `classes`. */
export function checkArrayClass(what: string, name: string, array: unknown, classes: readonly string[]): void {
  // the tag, not instanceof: an array from another window or worker will do
  const found = ArrayBuffer.isView(array) ? Object.prototype.toString.call(array).slice(8, -1) : describe(array);
  if (classes.includes(found)) return;
  // whole numbers may not fit into a byte
  const target = classes.includes("Int32Array") ? "Int32Array" : classes[0];
  const isNested = Array.isArray(array) && Array.isArray(array[0]);
  const fix = found.endsWith("Array") ? `: write ${target}.from(${name}${isNested ? ".flat()" : ""})` : "";
  throw new DataError(
    `Cannot use ${what}: ${name} is ${found === "undefined" ? "missing" : `of class ${found}`}; it must be a ` +
      `${classes.join(" or ")}${fix}`,
  );
}

function describe(value: unknown): string {
  return Array.isArray(value) ? "Array" : value === null ? "null" : typeof value;
}

/** Arrays of files as frames have them. */
import { FormatError } from "minibatch";
import type { ArrayContents } from "../formats/file-array.ts";
import type { NamedArray } from "../frame/frame-of-arrays.ts";
import { showText } from "../text/show-text.ts";

const LARGEST_WHOLE = 2n ** 53n;

/**
 * Booleans are a category of "false" and "true", in arrays 0 and 1. Whole numbers of 64 bits are doubles where these
 * hold all of them, else a category of their digits. `fileName` is for messages; throws FormatError for arrays of whole
 * numbers that doubles do not hold.
 */
export function namedArray(
  name: string,
  shape: readonly number[],
  contents: ArrayContents,
  fileName: string,
): NamedArray {
  const { kind, values } = contents;
  const isArray = shape.length > 1;
  if (kind === "booleans" && !isArray) {
    return { name, shape, values: Array.from(values, (value) => (value === 0 ? "false" : "true")) };
  }
  if (kind !== "whole") return { name, shape, values };
  const big = (values as BigInt64Array).findIndex((value) => value > LARGEST_WHOLE || value < -LARGEST_WHOLE);
  if (big === -1) return { name, shape, values: Float64Array.from(values as Iterable<bigint>, Number) };
  if (!isArray) return { name, shape, values: Array.from(values as Iterable<bigint>, String) };
  throw new FormatError(
    `Cannot read ${fileName}: ${showText(name)} holds ${values[big]}, beyond what a double holds exactly (2^53); ` +
      "write it as float64",
  );
}

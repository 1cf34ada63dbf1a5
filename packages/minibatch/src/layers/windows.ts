/** What layers of windows have in common: their fields, and how many windows an image has. */
import type { Pair } from "../plan/convolution.ts";
import { type Field, field, number, valueError } from "../spec/fields.ts";
import { sayTakes, type Takes } from "../spec/takes.ts";
import { rowsError, type Shape } from "./layer.ts";

/** "valid": none; "same": as Keras, as little as gives input / stride pixels, rounded up; or so many on every side. */
export type Padding = "valid" | "same" | number;

const size = number({ atLeast: 1, whole: true });
const sizes = "a whole number at least 1, or two of them, of rows and of columns, such as [3, 3]";

/** A number for rows and columns, or one for each; it is kept as two. */
export function pair(fallback?: number): Field<Pair> {
  const takes: Takes = {
    type: "either",
    of: [size.takes, { type: "list", of: size.takes, what: sizes, exactly: 2 }],
    what: sizes,
  };
  const two = fallback === undefined ? undefined : ([fallback, fallback] as const);
  return {
    takes,
    fallback: two && Object.freeze(two),
    read(value, path) {
      const given = Array.isArray(value) ? value : [value, value];
      const isFitting = given.length === 2 && given.every((one) => Number.isSafeInteger(one) && one >= 1);
      if (!isFitting) throw valueError(path, value, sizes, fallback);
      return Object.freeze([given[0], given[1]] as const);
    },
  };
}

const PADDINGS: Takes = { type: "choice", names: ["valid", "same"] };
const count: Takes = { type: "number", atLeast: 0, whole: true };
const paddings = `${sayTakes(PADDINGS)}, or a whole number at least 0, for every side`;

export const padding: Field<Padding> = either<Padding>([PADDINGS, count], paddings, "valid");

const DEPTHWISE: Takes = { type: "choice", names: ["depthwise"] };

export const groupsField: Field<number | "depthwise"> = either<number | "depthwise">(
  [size.takes, DEPTHWISE],
  'a whole number at least 1, or "depthwise": as many as channels come in',
  1,
);

function either<T>(of: readonly Takes[], what: string, fallback: T): Field<T> {
  const fields = of.map((takes) => field<T>(takes));
  return {
    takes: { type: "either", of, what },
    fallback,
    read(value, path) {
      for (const { read } of fields) {
        try {
          return read(value, path);
        } catch {
          // the others may take it
        }
      }
      throw valueError(path, value, what, fallback);
    },
  };
}

/** How many rows or columns a window spans. */
export function extentOf(kernel: number, dilation: number): number {
  return (kernel - 1) * dilation + 1;
}

/** How many windows lie along a side of so many pixels, below 1 where none fits; and zeros before the first. */
export function windowsAlong(
  pixels: number,
  extent: number,
  stride: number,
  around: Padding,
): { readonly count: number; readonly before: number } {
  if (around === "same") {
    const windows = Math.ceil(pixels / stride);
    return { count: windows, before: Math.floor(Math.max(0, (windows - 1) * stride + extent - pixels) / 2) };
  }
  const before = around === "valid" ? 0 : around;
  return { count: Math.floor((pixels + 2 * before - extent) / stride) + 1, before };
}

/** Throws SpecError unless rows are [height, width, channels]. */
export function checkPixels(path: string, what: string, input: Shape): void {
  if (input.length === 3) return;
  const side = Math.sqrt(input[0]);
  const pixels =
    input.length === 2 ? input : input.length === 1 && Number.isInteger(side) && side > 1 ? [side, side] : null;
  const shape = `[${pixels?.join(", ")}, 1]`;
  const fix =
    pixels === null
      ? "put a reshape to such sizes before it"
      : `write inputs: ${shape}, or put { kind: "reshape", shape: ${shape} } before it`;
  throw rowsError(path, what, input, `and it takes [height, width, channels]; ${fix}`);
}

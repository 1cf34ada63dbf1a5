/** A preparation out of a file: whatever is changed in it is either read as a preparation that works, or refused. */
import fc from "fast-check";
import { FormatError } from "minibatch";
import { expect, test } from "vitest";
import { columnOf, firstRows, tableOf } from "../../test/frames.ts";
import type { Frame } from "../frame/frame.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { fitPreparation } from "./fit-preparation.ts";
import type { Preparation } from "./preparation.ts";
import { prepareRows } from "./prepare-rows.ts";
import { prepareTargets, undoTargetSteps } from "./prepare-targets.ts";
import { readPreparation } from "./read-preparation.ts";
import type { StepsInput } from "./read-step.ts";

const table = tableOf({
  a: [1, null, 3, 5],
  b: ["x", "y", null, "x"],
  c: ["lo", "hi", "lo", "hi"],
  y: [1.5, 2.5, 3.5, 9],
});
const frame: Frame = {
  ...table,
  columns: [
    ...table.columns,
    { kind: "array", name: "d", shape: [2], values: Float32Array.from({ length: 8 }, (_, i) => i) },
  ],
};
const bytes: Frame = {
  ...tableOf({ y: ["no", "yes", "no", "yes"] }),
  columns: [
    columnOf("y", ["no", "yes", "no", "yes"]),
    { kind: "array", name: "d", shape: [2, 1], values: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255) },
  ],
};

const steps: StepsInput = [
  { kind: "impute", mark: true },
  { kind: "ordinal", columns: ["c"], order: ["lo", "hi"] },
  { kind: "log", columns: ["a"] },
  "robust",
  { kind: "min-max", columns: ["d"] },
  "one-hot",
  { kind: "log", columns: "target", offset: 0 },
  { kind: "min-max", columns: "target" },
];
const train = firstRows(4);
const samples: readonly (readonly [string, Preparation, Frame])[] = [
  ["auto", fitPreparation(frame, { target: inferTarget(frame, "y"), train }), frame],
  ["steps", fitPreparation(frame, { target: inferTarget(frame, "y"), steps, train }), frame],
  ["pixels", fitPreparation(bytes, { target: inferTarget(bytes, "y"), train }), bytes],
];

const copy = (preparation: Preparation): unknown => JSON.parse(JSON.stringify(preparation));

test.each(samples)("%s: as it was written", (_, preparation, own) => {
  const read = readPreparation(copy(preparation));
  expect(read).toEqual(preparation);
  expect(prepareRows(read, own)).toEqual(prepareRows(preparation, own));
});

/** Every place in a JSON value, as the keys that lead there. */
function placesOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[key], ...placesOf(item).map((rest) => [key, ...rest])]);
}

function change(
  root: unknown,
  place: readonly string[],
  how: (holder: Record<string, unknown>, key: string) => void,
): void {
  let holder = root as Record<string, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  how(holder, place[place.length - 1]!);
}

const junk = fc.oneof(
  fc.constantFrom(
    null,
    true,
    "",
    "x",
    "a",
    "number",
    "log",
    -1,
    0,
    1,
    2,
    0.5,
    1e308,
    2 ** 40,
    [],
    {},
    [0, 1],
    [2 ** 31, 4],
    ["x"],
  ),
  fc.jsonValue(),
);

test.each(samples)("%s: with something changed", (_, preparation, own) => {
  const places = placesOf(copy(preparation));
  fc.assert(
    fc.property(fc.constantFrom(...places), junk, fc.constantFrom("replace", "remove", "add"), (place, value, how) => {
      const json = copy(preparation);
      change(json, place, (holder, key) => {
        if (how === "replace") holder[key] = value;
        else if (how === "add" && Array.isArray(holder)) holder.push(value);
        else if (how === "add") holder[`${key}0`] = value;
        else if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else delete holder[key];
      });
      let read: Preparation;
      try {
        read = readPreparation(json);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        expect((error as Error).message).toMatch(/^Cannot read the preprocessing: .*; use [^\n]*$/);
        return;
      }
      // what was read can be used: it may refuse the frame's rows, in words
      for (const use of [() => prepareRows(read, own), () => prepareTargets(read, own)]) {
        try {
          use();
        } catch (error) {
          expect((error as Error).name).toBe("DataError");
        }
      }
      expect(undoTargetSteps(read, Float64Array.of(1)).length).toBe(1);
      expect(readPreparation(copy(read))).toEqual(read);
    }),
    { numRuns: 1500 },
  );
});

test.each<[string, unknown, string]>([
  ["nothing", null, "its version is not what minibatch writes there; use another copy, or the minibatch that wrote it"],
  [
    "a later version",
    { version: 2 },
    "it is of version 2, this minibatch reads version 1; use the minibatch that wrote it",
  ],
  ["no version", {}, "it is of no version; use the minibatch that wrote it"],
])("%s", (_, json, message) => {
  expect(() => readPreparation(json)).toThrow(new FormatError(`Cannot read the preprocessing: ${message}`));
});

test("an array of more numbers than there is memory is not made", () => {
  const json = copy(samples[2]![1]) as { inputs: { shape: number[] }[]; shape: number[] };
  json.inputs[0]!.shape = [2 ** 20, 2 ** 20];
  json.shape = [2 ** 20, 2 ** 20];
  expect(() => readPreparation(json)).toThrow("its inputs[0].shape is not what minibatch writes there");
});

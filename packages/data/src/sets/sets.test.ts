/**
 * Every set of the table. What is drawn is kept as hashes: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run
 * packages/data/src/sets` writes those of a new set.
 */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { type Dataset, SpecError } from "minibatch";
import { describe, expect, test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { completeData, drawData, drawRows, wholeData } from "./complete-data.ts";
import type { Splits } from "./data-set.ts";
import { type DataInput, type DataSpec, dataSets, setNames } from "./sets.ts";
import { takesValue } from "./takes-value.ts";

const drawn = setNames.filter((name) => dataSets[name].origin.kind === "drawn");
const inputOf = (name: string, fields: object = {}) => ({ set: name, ...fields }) as unknown as DataInput;

describe.each(setNames)("%s", (name) => {
  const set = dataSets[name];

  test("is named as it is found, and says what it is", () => {
    expect(set.name).toBe(name);
    expect(set.says).toMatch(/\d inputs?, .*\.$/);
    for (const text of [set.title, set.licence, set.source, set.words.long, set.words.short]) expect(text).not.toBe("");
    for (const { says } of Object.values(set.fields)) expect(says).toMatch(/\.$/);
  });

  test("every field takes its default; a misspelt one and a value of another kind are refused", () => {
    for (const [field, { takes, fallback }] of Object.entries(set.fields)) {
      expect(takesValue(takes, fallback), field).toBe(true);
      const refused = inputOf(name, { [field]: {} });
      expect(() => completeData(refused), field).toThrow(SpecError);
      expect(() => completeData(refused), field).toThrow(`data.${field}: cannot use {}: it must be `);
    }
    expect(() => completeData(inputOf(name, { colour: 1 }))).toThrow("data.colour: cannot be read");
  });

  test("the defaults are complete, frozen, and fit each other; they may be given back in", () => {
    const data = completeData(inputOf(name));
    expect(Object.keys(data)).toEqual(["set", ...Object.keys(set.fields)]);
    expect(Object.isFrozen(data)).toBe(true);
    expect(completeData(data as DataInput)).toEqual(data);
    expect(set.refusal(data)).toBeNull();
    expect(set.rows(data).validation).toBeGreaterThan(0);
    expect(set.describe(data)).toMatch(/for training/);
  });

  test("a trial's seed takes the place of a seed that is left open, and of no other", () => {
    const data = completeData(inputOf(name));
    if (set.seed === null) return expect(drawData(data, 7)).toBe(data);
    expect(drawData(data, 7)).toEqual({ ...data, [set.seed]: 7 });
    const fixed = completeData(inputOf(name, { [set.seed]: 3 }));
    expect(drawData(fixed, 7)).toEqual(fixed);
  });
});

/** Of every row its numbers and its class. */
function rowsOf({ train, validation, test: held }: Splits): string[] {
  return [train, validation, held].flatMap((dataset) => (dataset === null ? [] : listRows(dataset)));
}

function listRows({ x, y }: Dataset): string[] {
  if (x.kind !== "dense") throw new Error("drawn rows are dense");
  return Array.from(
    { length: x.rows },
    (_, row) => `${x.values.subarray(row * x.features, (row + 1) * x.features).join()} ${y.values[row]}`,
  );
}

describe.each(drawn)("%s, drawn", (name) => {
  const set = dataSets[name];
  const draw = (fields: object, seed = 1): Splits => drawRows(inputOf(name, fields), seed);

  test("the same seed draws the same rows and split, another one others", () => {
    expect(rowsOf(draw({}))).toEqual(rowsOf(draw({})));
    expect(rowsOf(draw({ dataSeed: 1 }, 2))).toEqual(rowsOf(draw({})));
    expect(rowsOf(draw({}, 2))).not.toEqual(rowsOf(draw({})));
  });

  test("there are as many rows as was told, of the shape that was told", () => {
    const shares = fc.constantFrom(0, 0.1, 1 / 3, 0.4);
    const split = fc.constantFrom("random", "stratified", "grouped");
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 200 }),
        shares,
        shares,
        split,
        fc.nat(99),
        (rows, validation, held, split, seed) => {
          const data = completeData(inputOf(name, { rows, validation, test: held, split }));
          const splits = set.open(drawData(data, seed), null);
          const { inputs, targets } = set.shape(data);
          for (const part of ["train", "validation", "test"] as const) {
            const rowsOfPart = splits[part]?.x.rows ?? 0;
            // groups of equal rows, such as a spiral's arms have at the origin, are not divided
            if (split === "grouped") expect(rowsOfPart > 0).toBe(set.rows(data)[part] > 0);
            else expect(rowsOfPart).toBe(set.rows(data)[part]);
            if (splits[part] !== null) expect(splits[part]!.x.features).toBe(inputs);
          }
          const all = rowsOf(splits);
          expect(all).toHaveLength(rows);
          expect(all.join()).not.toMatch(/NaN|Infinity/);
          const classes = targets.kind === "classes" ? targets.names.length : 2;
          for (const row of all) expect(Number(row.split(" ")[1])).toBeLessThan(classes);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("stratified, each class has its share of every split to within a row", () => {
    const splits = draw({ rows: 317, split: "stratified", validation: 0.3, test: 0.15 });
    const all = rowsOf(splits).map((row) => row.split(" ")[1]);
    for (const label of new Set(all)) {
      const share = all.filter((other) => other === label).length / all.length;
      for (const part of [splits.train, splits.validation!, splits.test!]) {
        const found = listRows(part).filter((row) => row.split(" ")[1] === label).length;
        expect(Math.abs(found - share * part.x.rows)).toBeLessThan(2);
      }
    }
  });

  test("a share that leaves no row to train on is refused", () => {
    expect(() => draw({ validation: 0.6, test: 0.6 })).toThrow(
      "data.test: cannot be 0.6: with validation 0.6 none is left to train on; give smaller shares",
    );
  });
});

test("no regression: what seed 1 draws by the defaults", () => {
  const lines = drawn.map((name) => {
    const splits = dataSets[name].open(wholeData(dataSets[name]), null);
    const hash = createHash("sha256");
    for (const dataset of Object.values(splits) as (Dataset | null)[]) {
      if (dataset === null) continue;
      const { buffer, byteOffset, byteLength } = dataset.x.values;
      hash.update(new Uint8Array(buffer, byteOffset, byteLength)).update(dataset.y.values as Uint8Array);
    }
    return `${name} ${hash.digest("hex")}`;
  });
  expectFixture(lines, new URL("../../fixtures/drawn-sets.txt", import.meta.url));
});

test("what is not there, and what is not drawn, says so", () => {
  expect(() => completeData({ set: "mnits" } as unknown as DataInput)).toThrow(
    `data.set: cannot use "mnits": known are ${setNames.join(", ")}`,
  );
  expect(() => drawRows({ set: "mnist" }, 1)).toThrow("data.set: cannot draw mnist: its rows are loaded");
});

test("descriptions of the report's sets are what stores have of them", () => {
  const told = (input: DataInput): DataSpec => drawData(completeData(input), 5);
  expect(told({ set: "mnist" })).toEqual({
    set: "mnist",
    ...{ split: "sweep", trainRows: null, validationRows: null, testRows: null },
  });
  expect(told({ set: "sequences" })).toEqual({ set: "sequences", split: "random", splitSeed: 5, rows: null });
});

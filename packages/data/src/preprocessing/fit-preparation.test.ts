import { describe, expect, test } from "vitest";
import { firstRows, tableOf } from "../../test/frames.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { fitPreparation } from "./fit-preparation.ts";
import { prepareRows } from "./prepare-rows.ts";
import { prepareTargets, undoTargetSteps } from "./prepare-targets.ts";
import { readPreparation } from "./read-preparation.ts";

const penguins = tableOf({
  species: ["Adelie", "Gentoo", "Adelie", "Chinstrap", "Gentoo", "Adelie"],
  island: ["Dream", "Biscoe", null, "Dream", "Torgersen", "Dream"],
  bill: [1, 2, null, 4, 5, 9],
  mass: [10, 10, 30, 30, 50, 50],
});

describe("auto", () => {
  const target = inferTarget(penguins, "species");
  const preparation = fitPreparation(penguins, { target, train: firstRows(4) });

  test("names what comes out, in the order of the columns", () => {
    expect(preparation.features).toEqual(["island=Biscoe", "island=Dream", "bill", "bill is missing", "mass"]);
    expect(preparation.shape).toEqual([5]);
    expect(preparation.chosen).toEqual([
      "bill: missing numbers (1 of 4 training rows) filled by the median, and marked, since that a number is missing may itself tell something",
      "bill, mass: standardized, so that a column's unit does not decide how much it weighs",
      "island: one-hot, since it is of texts; a text that no training row has is zeros throughout",
    ]);
  });

  test("learns from the training rows alone, and does the same to all rows", () => {
    const { values, rows, features } = prepareRows(preparation, penguins);
    // bill: 1, 2, (2), 4: mean 2.25, variance 1.1875; mass: mean 20, sd 10
    const bill = (x: number) => Math.fround((x - 2.25) / Math.sqrt(1.1875));
    expect([rows, features]).toEqual([6, 5]);
    expect([...values]).toEqual(
      [
        [0, 1, bill(1), 0, -1],
        [1, 0, bill(2), 0, -1],
        [0, 0, bill(2), 1, 1],
        [0, 1, bill(4), 0, 1],
        [0, 0, bill(5), 0, 3],
        [0, 1, bill(9), 0, 3],
      ].flat(),
    );
  });

  test("is the same when it was read from a file", () => {
    expect(readPreparation(JSON.parse(JSON.stringify(preparation)))).toEqual(preparation);
  });

  test("gives classes their numbers, in the rows' order", () => {
    expect(prepareTargets(preparation, penguins, Uint32Array.of(3, 0, 1))).toEqual({
      kind: "classes",
      values: Uint8Array.of(1, 0, 2),
    });
  });

  test("targets that are numbers are standardized, and told in their unit again", () => {
    const amount = fitPreparation(penguins, {
      target: inferTarget(penguins, "mass"),
      train: firstRows(6),
      ignore: ["bill"],
    });
    const y = prepareTargets(amount, penguins);
    const sd = Math.sqrt(800 / 3);
    expect(y.kind === "values" && y.columns).toBe(1);
    expect([...y.values]).toEqual([-20, -20, 0, 0, 20, 20].map((x) => Math.fround(x / sd)));
    expect([...undoTargetSteps(amount, y.values)].map((x) => Math.round(x * 1e5) / 1e5)).toEqual([
      10, 10, 30, 30, 50, 50,
    ]);
  });
});

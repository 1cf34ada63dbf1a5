/** What a page draws of a set is what the whole set has there. */
import fc from "fast-check";
import type { Dataset } from "minibatch";
import { expect, test } from "vitest";
import { drawDigits } from "../digits/draw-digits.ts";
import { completeData, drawData } from "./complete-data.ts";
import { imageRows } from "./families/image-set.ts";
import { type DataInput, dataSets, setNames } from "./sets.ts";

const TRAIN = 60_000;

test("the digits of a description are those at their places among all", () => {
  const limit = (most: number) => fc.integer({ min: 1, max: most });
  fc.assert(
    fc.property(limit(40), limit(30), limit(20), (trainRows, validationRows, testRows) => {
      const data = drawData(completeData({ set: "digits-synthetic", trainRows, validationRows, testRows }), 1);
      const splits = dataSets["digits-synthetic"].openDrawn!(data);
      const at = (first: number, rows: number): Dataset => {
        const { images, labels } = drawDigits(1, first, rows);
        const none = { testImages: new Uint8Array(0), testLabels: new Uint8Array(0) };
        return imageRows({ trainImages: images, trainLabels: labels, ...none }, false).train;
      };
      expect(splits.train).toEqual(at(0, trainRows));
      expect(splits.validation).toEqual(at(TRAIN - 10_000, validationRows));
      expect(splits.test).toEqual(at(TRAIN, testRows));
    }),
    { numRuns: 5 },
  );
});

test("digits that are drawn alone are those of the whole collection", () => {
  const { origin, open, openDrawn } = dataSets["digits-synthetic"];
  if (origin.kind !== "synthetic") throw new Error("digits-synthetic is drawn by no procedure");
  const input = { set: "digits-synthetic", trainRows: 20, validationRows: 10, testRows: 5 } satisfies DataInput;
  const data = drawData(completeData(input), 1);
  expect(openDrawn!(data)).toEqual(open(data, origin.draw(false).contents));
});

test("only what a procedure draws can be drawn", () => {
  const able = setNames.filter((name) => dataSets[name].openDrawn !== undefined);
  expect(able).toEqual(["mnist", "digits-synthetic"]);
});

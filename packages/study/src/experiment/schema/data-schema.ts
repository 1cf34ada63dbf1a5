import * as z from "zod";
import type { DataInput } from "../experiment-input.ts";
import type { ExperimentData } from "../spec.ts";
import { chooseKind } from "./choose-kind.ts";
import { LARGEST_SEED } from "./largest-seed.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";
import { wholeNumber } from "./whole-number.ts";

function rows(what: string, most: number) {
  return wholeNumber(1, most)
    .nullable()
    .default(null)
    .describe(`${what}: only the first so many rows. Default null: all of them.`);
}

const digits = strictFields("the mnist data", {
  set: z.literal("mnist").describe("70,000 handwritten digits of 28 x 28 pixels: 784 inputs, 10 classes."),
  split: nameOf(["sweep", "full"])
    .default("sweep")
    .describe(
      "sweep: 50,000 rows train, the last 10,000 validate. full: all 60,000 train and nothing validates. Default sweep.",
    ),
  trainRows: rows("Training split", 60_000),
  validationRows: rows("Validation split", 10_000),
  testRows: rows("Test split", 10_000),
});

const sequences = strictFields("the sequences data", {
  set: z
    .literal("sequences")
    .describe("4,800 sequences of 20 bits, drawn by people or by a machine: 20 inputs, 1 output."),
  split: nameOf(["random", "grouped"])
    .default("random")
    .describe(
      "80% train, 20% validate. random: any row on either side. grouped: equal rows on the same side. Default random.",
    ),
  splitSeed: wholeNumber(0, LARGEST_SEED)
    .nullable()
    .default(null)
    .describe(
      "Draws the split. Default null: each trial's own seed draws it, so that repeats differ in their split as well.",
    ),
  rows: wholeNumber(2, 4_800).nullable().default(null).describe("Only so many rows in all. Default null: all of them."),
});

export const dataSchema: z.ZodType<ExperimentData, DataInput> = z
  .discriminatedUnion("set", [digits, sequences], chooseKind("data", "set", ["mnist", "sequences"]))
  .describe("What is trained on.");

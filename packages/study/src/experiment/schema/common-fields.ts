/** What every experiment has, whoever trains. */
import * as z from "zod";
import type { ExperimentInput, ParameterInput, PruningInput, SearchInput } from "../experiment-input.ts";
import type { ExperimentSpec } from "../spec.ts";
import { LARGEST_SEED } from "./largest-seed.ts";
import { nameOf } from "./name-of.ts";
import { parameterSchema } from "./parameter-schema.ts";
import { type OpenPruning, pruningSchema } from "./pruning-schema.ts";
import { type OpenSearch, searchSchema } from "./search-schema.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

/** With the defaults that depend on nothing else; parameters still as they were written. */
export interface OpenCommon
  extends Pick<ExperimentSpec, "name" | "description" | "numerics" | "repeats" | "seed" | "threshold">,
    Pick<ExperimentInput, "$schema" | "kind"> {
  readonly parameters: Readonly<Record<string, ParameterInput>>;
  readonly search: OpenSearch;
  readonly pruning: OpenPruning;
}

type Optional<Output, Input = Output> = z.ZodType<Output, Input | undefined>;
type Name = "fast" | "strict";

interface CommonFields {
  readonly $schema: Optional<string | undefined>;
  readonly name: z.ZodType<string, string>;
  readonly description: Optional<string>;
  readonly numerics: Optional<Name>;
  readonly parameters: Optional<OpenCommon["parameters"]>;
  readonly search: Optional<OpenSearch, SearchInput>;
  readonly pruning: Optional<OpenPruning, PruningInput>;
  readonly repeats: Optional<number>;
  readonly seed: Optional<number>;
  readonly threshold: Optional<number | null>;
  readonly kind: Optional<"sweep" | undefined>;
}

const NAME = wanted("a name of at most 100 letters, digits, ., _ and -, beginning with a letter or digit");
const PARAMETER_NAME = wanted("a parameter's name: letters, digits, ., _, -, [ and ], beginning with a letter");
export const MOST_REPEATS = 100_000;

export const commonFields: CommonFields = {
  $schema: z.string(wanted("the path of a JSON Schema")).optional().describe("For editors: where this schema lies."),
  name: z
    .string(NAME)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, NAME)
    .describe("Letters, digits, ., _ and -: its name in the store, on the command line and in file names."),
  description: z.string(wanted("a text")).default("").describe("What it is about, for the report. Default empty."),
  numerics: nameOf(["fast", "strict"])
    .default("fast")
    .describe("strict gives the same bits on every machine, at some cost. Default fast."),
  parameters: z
    .record(
      z.string().regex(/^[A-Za-z][\w.[\]-]{0,99}$/, PARAMETER_NAME),
      parameterSchema,
      wanted("a map from names of parameters to their values"),
    )
    .default({})
    .describe("What is varied, and between which values. Default nothing: a single configuration."),
  search: searchSchema.prefault("grid").describe("Which points are tried. Default grid: every combination."),
  pruning: pruningSchema.prefault("none").describe("Which trainings are ended before their last epoch. Default none."),
  repeats: wholeNumber(1, MOST_REPEATS)
    .default(1)
    .describe(
      "Trainings of each configuration, at seed, seed + 1, ...: repeat r has the same seed everywhere. Default 1.",
    ),
  seed: wholeNumber(0, LARGEST_SEED)
    .default(1)
    .describe("Draws initial weights, batch order, splits without a seed of their own, and random points. Default 1."),
  threshold: z
    .number(wanted("a finite number or null"))
    .nullable()
    .default(null)
    .describe("The report tells in which epoch the objective's metric reaches it. Default null: none."),
  kind: nameOf(["sweep"]).optional().describe("What a complete experiment says of itself. May be left out."),
};

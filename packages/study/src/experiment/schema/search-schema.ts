import * as z from "zod";
import type { SearchInput } from "../experiment-input.ts";
import type { SearchSpec } from "../spec.ts";
import { chooseKind } from "./choose-kind.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

/** Optuna's TPESampler: n_startup_trials 10, n_ei_candidates 24. */
const STARTUP = 10;
const CANDIDATES = 24;

const KINDS = ["grid", "zip", "random", "sobol", "tpe"];

const configurations = () => wholeNumber(1, 10_000_000).describe("How many points are tried.");

const names = z
  .array(z.string(wanted("a parameter's name")), wanted("a list of names of parameters"))
  .min(2, wanted("a list of at least two names of parameters"));

const search = z.discriminatedUnion(
  "kind",
  [
    strictFields("a grid", {
      kind: z.literal("grid").describe("Every combination of values, the last parameter fastest."),
      together: z
        .array(names, wanted("a list of lists of names of parameters"))
        .default([])
        .describe("Lists of parameters that move side by side instead of in all combinations. Default none."),
    }),
    strictFields("zip", {
      kind: z.literal("zip").describe("All parameters side by side: the first values, the second ones, ..."),
    }),
    strictFields("a random search", {
      kind: z.literal("random").describe("Independent draws from every parameter."),
      configurations: configurations(),
    }),
    strictFields("a Sobol search", {
      kind: z.literal("sobol").describe("Quasi-random points, which fill the space more evenly than random ones."),
      configurations: configurations(),
    }),
    strictFields("a TPE search", {
      kind: z
        .literal("tpe")
        .describe("Tree-structured Parzen estimator: later points lie where earlier ones did well."),
      configurations: configurations(),
      startup: wholeNumber(1)
        .optional()
        .describe(
          `Random configurations at the beginning. Default ${STARTUP} (Optuna's), or all when there are fewer.`,
        ),
      batch: wholeNumber(1)
        .optional()
        .describe(
          "Configurations drawn at a time, from what all earlier ones gave: they can run at once. Default 4, or " +
            "pruning's wave where that is larger.",
        ),
      candidates: wholeNumber(1)
        .default(CANDIDATES)
        .describe(`Points drawn for each one kept. Default ${CANDIDATES} (Optuna's).`),
    }),
  ],
  chooseKind("a search", "kind", KINDS),
);

type TpeSearch = Extract<SearchSpec, { readonly kind: "tpe" }>;

/** What is left open depends on the pruning: tpe's `batch`. */
export type OpenSearch =
  | Exclude<SearchSpec, TpeSearch>
  | (Omit<TpeSearch, "batch"> & { readonly batch?: number | undefined });

export const searchSchema: z.ZodType<OpenSearch, SearchInput> = z
  .union([nameOf(["grid", "zip"]), search], chooseKind("a search", "kind", KINDS))
  .transform((given): OpenSearch => {
    if (given === "grid") return { kind: "grid", together: [] };
    if (given === "zip") return { kind: "zip" };
    if (given.kind !== "tpe") return given;
    return { ...given, startup: given.startup ?? Math.min(STARTUP, given.configurations) };
  });

import * as z from "zod";
import type { PruningInput } from "../experiment-input.ts";
import { chooseKind } from "./choose-kind.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

/** What is left open depends on the epochs and on the search. */
export type OpenPruning =
  | { readonly kind: "none" }
  | {
      readonly kind: "median";
      readonly warmupEpochs?: number | undefined;
      readonly everyEpochs: number;
      readonly wave?: number | undefined;
    }
  | {
      readonly kind: "successive-halving";
      readonly minEpochs?: number | undefined;
      readonly factor: number;
      readonly asynchronous: boolean;
    };

/** Hyperband's example (L. Li et al. 2018). */
const FACTOR = 3;

const KINDS = ["none", "median", "successive-halving"] as const;

const pruning = z.discriminatedUnion(
  "kind",
  [
    strictFields("no pruning", { kind: z.literal("none").describe("Every trial is trained to its end.") }),
    strictFields("median pruning", {
      kind: z.literal("median").describe("A trial ends when its best figure is worse than the median of earlier ones."),
      warmupEpochs: wholeNumber(1)
        .optional()
        .describe("The first epoch after which trials may end. Default a fifth of the epochs, at least 1."),
      everyEpochs: wholeNumber(1).default(1).describe("How many epochs lie between two decisions. Default 1."),
      wave: wholeNumber(1)
        .optional()
        .describe(
          "Configurations that run without being compared with each other, only with earlier waves. Default 5, " +
            "or tpe's batch where that is smaller.",
        ),
    }),
    strictFields("successive halving", {
      kind: z.literal("successive-halving").describe("Only the best at each rung are trained further."),
      minEpochs: wholeNumber(1).optional().describe("Epochs to the first rung. Default 1."),
      factor: wholeNumber(2)
        .default(FACTOR)
        .describe(`The best 1/factor go on, and each rung takes factor times the epochs. Default ${FACTOR}.`),
      asynchronous: z
        .boolean(wanted("true or false"))
        .default(false)
        .describe(
          "ASHA: go on without waiting for the rung to be full. What goes on then depends on the number of " +
            "workers. Default false.",
        ),
    }),
  ],
  chooseKind("pruning", "kind", KINDS),
);

export const pruningSchema: z.ZodType<OpenPruning, PruningInput> = z
  .union([nameOf(KINDS), pruning], chooseKind("pruning", "kind", KINDS))
  .transform((given): OpenPruning => (typeof given === "string" ? pruning.parse({ kind: given }) : given));

import * as z from "zod";
import type { ParameterInput } from "../experiment-input.ts";
import { chooseKind } from "./choose-kind.ts";
import { nameOf } from "./name-of.ts";
import { strictFields } from "./strict-fields.ts";
import { wanted } from "./wanted.ts";
import { wholeNumber } from "./whole-number.ts";

const KINDS = ["choice", "uniform", "log-uniform", "integer"];

const scalar = z.union(
  [z.string(), z.number(), z.boolean(), z.null()],
  wanted("a string, a number, a boolean or null"),
);

const at = z
  .union(
    [z.string(), z.array(z.string(wanted("a path such as optimizer.learningRate")))],
    wanted("a path such as optimizer.learningRate, or a list of paths"),
  )
  .optional()
  .describe(
    "Where the value goes: optimizer, optimizer.learningRate, model.layers[0].units, training.batchSize, " +
      "data.trainRows, ... or a list of such paths. Default: the parameter's own name.",
  );

const when = z
  .record(z.string(), z.union([scalar, z.array(scalar).min(1)], wanted("one value (a label), or a list of them")))
  .optional()
  .describe(
    "Applies only where each parameter named here has this value (its label), or one of these. Default: always.",
  );

const values = z
  .union(
    [z.array(z.unknown()), z.record(z.string(), z.unknown())],
    wanted("a list of values, or a map from labels to values"),
  )
  .describe(
    "A list, in which scalars are their own labels, objects are called by their kind, and {label, value} by its " +
      "label; or a map {label: value}, in the order it is written.",
  );

function range(kind: "uniform" | "log-uniform" | "integer", what: string, bound: () => z.ZodType<number, number>) {
  return strictFields(`a ${kind} parameter`, {
    kind: z.literal(kind).describe(what),
    low: bound().describe("The smallest value."),
    high: bound().describe(kind === "integer" ? "The largest value." : "Values lie below it."),
    steps: wholeNumber(2)
      .nullable()
      .default(null)
      .describe(
        "In a grid: so many values, ends included. Default null: " +
          `${kind === "integer" ? "all whole numbers" : "none, and a grid refuses it"}.`,
      ),
    at,
    when,
  });
}

const bound = () => z.number(wanted("a finite number"));

const described = z.discriminatedUnion(
  "kind",
  [
    strictFields("a choice (a range needs kind: uniform, log-uniform or integer)", {
      kind: nameOf(["choice"]).optional().describe("One of a few values. May be left out."),
      values,
      at,
      when,
    }),
    range("uniform", "Any number from low to high.", bound),
    range("log-uniform", "Any number from low to high, evenly spread in its logarithm.", bound),
    range("integer", "A whole number from low to high.", () => wholeNumber(Number.MIN_SAFE_INTEGER)),
  ],
  chooseKind("a parameter", "kind", KINDS),
);

export const parameterSchema: z.ZodType<ParameterInput, ParameterInput> = z
  .union(
    [z.array(z.unknown()).describe("The values of a choice."), described],
    wanted("a list of values, or an object with values, or with a kind, low and high"),
  )
  .meta({ id: "parameter" });

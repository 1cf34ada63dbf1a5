/** Losses as objects: their options, and the formulas that follow from them. */
import { completeSpec, openSpec } from "../spec/complete-spec.ts";
import { chooseLoss, type Loss, type MoreOfLosses, ruleOfLoss } from "./losses.ts";
import type { LossSpec } from "./more-losses.ts";

export const lossOptions: MoreOfLosses = {
  define(input: object): Loss {
    const given = openSpec("loss", input);
    const kind = chooseLoss(given.kind);
    const { fields } = ruleOfLoss(kind);
    const spec = completeSpec<LossSpec>("loss", `the loss ${kind}`, { kind } as LossSpec, fields, given);
    const values: Readonly<Record<string, unknown>> = { ...spec };
    const isPlain = Object.entries<{ fallback?: unknown }>(fields).every(
      ([name, { fallback }]) => values[name] === fallback,
    );
    return isPlain ? kind : spec;
  },

  formula(loss, outputs) {
    const { fields, formula } = ruleOfLoss(loss);
    const spec = typeof loss === "string" ? completeSpec("loss", loss, { kind: loss } as LossSpec, fields, {}) : loss;
    return formula?.(spec, outputs) ?? null;
  },
};

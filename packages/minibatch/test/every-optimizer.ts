/** One specification for every kind, flavour and formula there is: the table that the shared tests run over. */
import { defineOptimizer, type OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import { RULES } from "../src/optimizers/rules.ts";
import type { Flavour, OptimizerKind, OptimizerSpec } from "../src/optimizers/spec.ts";

/** Options that lead to another formula than the defaults do, by kind. */
const VARIANTS: Readonly<Partial<Record<OptimizerKind, readonly object[]>>> = {
  sgd: [{ momentum: 0.9 }, { momentum: 0.9, nesterov: true }],
  rmsprop: [{ momentum: 0.9 }, { centered: true }, { centered: true, momentum: 0.9 }],
  adam: [{ amsgrad: true }],
  adamw: [{ amsgrad: true }],
};

export interface NamedOptimizer {
  readonly name: string;
  readonly spec: OptimizerSpec;
}

export const everyOptimizer: readonly NamedOptimizer[] = Object.entries(RULES).flatMap(([kind, rule]) =>
  Object.keys(rule.flavours).flatMap((flavour) =>
    [{}, ...(flavour === "keras2" && kind === "rmsprop" ? [] : (VARIANTS[kind as OptimizerKind] ?? []))].map(
      (options) => ({
        name: `${flavour} ${kind} ${JSON.stringify(options)}`,
        spec: defineOptimizer({
          kind: kind as OptimizerKind,
          flavour: flavour as Flavour,
          ...options,
        } as OptimizerInput),
      }),
    ),
  ),
);

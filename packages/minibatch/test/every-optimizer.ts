/** One specification for every kind, flavour and formula there is: the table that the shared tests run over. */
import { SpecError } from "../src/errors.ts";
import { defineOptimizer, type OptimizerInput } from "../src/optimizers/define-optimizer.ts";
import { openRule } from "../src/optimizers/open-rule.ts";
import { RULES } from "../src/optimizers/rules.ts";
import type { OptimizerSpec } from "../src/optimizers/spec.ts";
import type { Field } from "../src/spec/fields.ts";

export interface NamedOptimizer {
  readonly name: string;
  readonly spec: OptimizerSpec;
}

export const everyOptimizer: readonly NamedOptimizer[] = Object.entries(RULES).flatMap(([kind, { flavours }]) =>
  Object.entries(flavours).flatMap(([flavour, { options }]) => everyFormula(kind, flavour, options)),
);

/** The defaults, and the fewest other options that lead to each other formula. */
function everyFormula(kind: string, flavour: string, options: Readonly<Record<string, unknown>>): NamedOptimizer[] {
  const found = new Map<string, NamedOptimizer>();
  for (const changes of subsetsOf(Object.entries(options).flatMap(([name, field]) => changeOf(name, field)))) {
    const given = Object.fromEntries(changes);
    try {
      const spec = defineOptimizer({ kind, flavour, ...given } as OptimizerInput);
      const { formula } = openRule(spec);
      if (!found.has(formula.name)) {
        found.set(formula.name, { name: `${flavour} ${kind} ${JSON.stringify(given)}`, spec });
      }
    } catch (error) {
      // what a flavour lacks, or does not take beside another
      if (!(error instanceof SpecError)) throw error;
    }
  }
  return [...found.values()];
}

/** What switches an option on that is off by default: state of its own, or another formula, follows from no other. */
function changeOf(name: string, field: unknown): [string, unknown][] {
  const { fallback } = field as Field<unknown>;
  if (fallback === false) return [[name, true]];
  return fallback === 0 && /momentum/i.test(name) ? [[name, 0.9]] : [];
}

/** Smaller ones first. */
function subsetsOf<T>(items: readonly T[]): T[][] {
  const all: T[][] = [[]];
  for (const item of items) all.push(...all.map((subset) => [...subset, item]));
  return all.toSorted((a, b) => a.length - b.length);
}

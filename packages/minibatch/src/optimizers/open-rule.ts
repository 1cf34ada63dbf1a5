import type { UpdateFormula } from "../plan/update-formula.ts";
import type { OptimizerRule, Slot, VariablePass } from "./rule.ts";
import { type OptimizerSpec, RULES } from "./rules.ts";

/** An optimizer's rule for one specification, checked to fit its formula. */
export interface OpenRule {
  readonly formula: UpdateFormula;
  /** as many as the formula takes */
  readonly slots: readonly Slot[];
  readonly scalars: readonly number[];
  readonly passes: readonly VariablePass[];
  readonly decaysWeights: boolean;
  readonly hidesInfinity: boolean;
  /** Fills the first `formula.coefficients` numbers of `out`; see OptimizerRule. */
  coefficients(t: number, rate: number, scalars: Float64Array, out: Float64Array): void;
}

/** Updates that are tried: rules may treat the first one differently, and change after some. */
const TRIED = [1, 2, 1000];
/** Room for more coefficients than a rule could fill by mistake. */
const SPARE = 64;
/** No rule computes this number: where it is still there, nothing was filled in. */
const UNFILLED = -1.234567890123e-301;

/**
 * Throws Error where the rule and its formula do not agree: that is a bug of the library, not a mistake in the
 * specification.
 */
export function openRule(spec: OptimizerSpec, rule: OptimizerRule<OptimizerSpec> = RULES[spec.kind]): OpenRule {
  const formula = rule.formula?.(spec) ?? rule.formulas[0];
  const slots = rule.slots(spec);
  const { scalars = [], passes = [], decaysWeights = false, hidesInfinity = false } = rule;
  const fail = (what: string): never => {
    throw new Error(`Cannot make ${spec.kind}: ${what}`);
  };
  if (!rule.formulas.includes(formula)) fail(`its formula ${formula.name} is not among the rule's formulas`);
  if (slots.length !== formula.slots) {
    fail(`its rule has ${slots.length} slots, its formula ${formula.name} takes ${formula.slots}`);
  }
  for (const t of TRIED) {
    const out = new Float64Array(formula.coefficients + SPARE).fill(UNFILLED);
    rule.coefficients(spec, t, spec.learningRate, Float64Array.from(scalars), out);
    const filled = out.findLastIndex((value) => value !== UNFILLED) + 1;
    const missing = out.subarray(0, formula.coefficients).indexOf(UNFILLED);
    if (filled > formula.coefficients) {
      fail(`its rule fills ${filled} coefficients, its formula ${formula.name} takes ${formula.coefficients}`);
    }
    if (missing !== -1) fail(`its rule leaves out coefficient ${missing} of its formula ${formula.name}`);
  }
  return {
    formula,
    slots,
    scalars,
    passes,
    decaysWeights,
    hidesInfinity,
    coefficients: (t, rate, state, out) => rule.coefficients(spec, t, rate, state, out),
  };
}

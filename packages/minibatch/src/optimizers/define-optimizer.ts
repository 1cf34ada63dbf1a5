import { SpecError } from "../errors.ts";
import type { ScheduleInput } from "../schedules/define-schedule.ts";
import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import type { Fields } from "../spec/fields.ts";
import { checkClipping, commonFields, type Flavour, flavourField } from "./common-options.ts";
import type { EmaInput } from "./optimizer-habits.ts";
import { type OptimizerKind, type OptimizerSpec, RULES } from "./rules.ts";

/** What other programs call the kinds and their options. */
export const optimizerWords: Record<string, RegExp> = {
  rho: /alpha/,
  learningRate: /alpha|^eta$|^lr$/,
  epsilon: /^eps/,
  "give beta1 and beta2": /betas/,
  weightDecay: /^wd/,
  // variants that are options here: weight decay, momentum, the largest mean square
  nadam: /nadam/,
  radam: /radam/,
  signsgd: /signum/,
  adam: /^amsgrad/,
};

/** A specification of which only the kind must be given. */
type Partly<S> = S extends { readonly kind: infer K }
  ? { readonly kind: K; readonly schedule?: ScheduleInput; readonly ema?: EmaInput } & Partial<
      Omit<S, "kind" | "schedule" | "ema">
    >
  : never;

/** An optimizer as a user writes it; `"adam"` stands for `{ kind: "adam" }`. */
export type OptimizerInput = Partly<OptimizerSpec> | OptimizerKind;

/**
 * The complete optimizer: the flavour's defaults filled in (keras3's unless said; where keras3 lacks the kind, those of
 * the first that has it), checked, frozen throughout; a complete one comes back equal. `path` is where it stands in a
 * larger specification. Throws SpecError naming the field and the fix: an unknown kind or field, one the flavour lacks,
 * a value out of range.
 */
export function defineOptimizer(input: OptimizerInput, path = "optimizer"): OptimizerSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, RULES, given, optimizerWords);
  const rule = RULES[kind];
  const flavour =
    given.flavour === undefined ? defaultFlavour(rule.flavours) : flavourField.read(given.flavour, `${path}.flavour`);
  const fields = optimizerFields(kind, flavour);
  if (fields === null) {
    const flavours = Object.keys(rule.flavours).join(" or ");
    throw new SpecError(`${path}.flavour`, `cannot use ${flavour}: it has no ${kind}; it must be ${flavours}`);
  }
  const complete = { ...given, flavour };
  const spec = completeSpec<OptimizerSpec>(path, `${flavour}'s ${kind}`, { kind }, fields, complete, optimizerWords);
  checkClipping(spec, path);
  rule.check?.(spec, path);
  return spec;
}

/** All options of a kind in one flavour; null where that has none. */
export function optimizerFields(kind: OptimizerKind, flavour: Flavour): Fields<OptimizerSpec> | null {
  const defaults = RULES[kind].flavours[flavour];
  if (defaults === undefined) return null;
  return { ...commonFields(kind, flavour, defaults), ...defaults.options } as Fields<OptimizerSpec>;
}

/** The default flavour: keras3, or the first that has the kind where keras3 does not. */
export function defaultFlavour(flavours: Readonly<Partial<Record<Flavour, unknown>>>): Flavour {
  const fallback = flavourField.fallback as Flavour;
  return Object.hasOwn(flavours, fallback) ? fallback : (Object.keys(flavours)[0] as Flavour);
}

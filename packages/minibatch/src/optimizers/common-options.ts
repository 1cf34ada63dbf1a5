/** The options every optimizer takes, as each flavour has them. */
import { SpecError } from "../errors.ts";
import { defineSchedule } from "../schedules/define-schedule.ts";
import type { ScheduleSpec } from "../schedules/spec.ts";
import { choice, type Field, fixed, number, optional } from "../spec/fields.ts";
import type { OptimizerHabits } from "./optimizer-habits.ts";

/**
 * Whose formulas and defaults: Keras 2.2.4, Keras 3 or PyTorch; the paper's own where none of them has the optimizer.
 */
export type Flavour = "keras2" | "keras3" | "torch" | "paper";

/** Options every optimizer takes. `null` clipping and decay mean none. */
export interface CommonOptions extends OptimizerHabits {
  readonly flavour: Flavour;
  readonly learningRate: number;
  /** a factor on the learning rate, as a function of epochs or steps */
  readonly schedule: ScheduleSpec;
  /** keras2 only (torch: Adagrad's lr_decay): eta_t = eta / (1 + decay (t - 1)) */
  readonly decay: number;
  /**
   * keras3: decoupled, as AdamW; torch: added to the gradient, except AdamW's; paper: as its formula has it; not in
   * keras2
   */
  readonly weightDecay: number;
  /** clip each element to +-clipValue */
  readonly clipValue: number | null;
  /** keras2: over all variables; keras3: per variable */
  readonly clipNorm: number | null;
  readonly globalClipNorm: number | null;
}

/** Defaults of the common options that a kind of optimizer has in one flavour. */
export interface CommonDefaults {
  readonly learningRate: number;
  /** default 0; in `paper` there is none unless it is given */
  readonly weightDecay?: number;
  /** has `decay`, as nearly all of keras2 */
  readonly decays?: true;
}

type CommonFields = { readonly [Name in keyof CommonOptions]: Field<CommonOptions[Name]> };

const FLAVOURS: readonly Flavour[] = ["keras2", "keras3", "torch", "paper"];

/** keras3 when none is named: the flavour a new user is most likely to compare with. */
export const flavourField: Field<Flavour> = choice(FLAVOURS, "keras3");

const schedule: Field<ScheduleSpec> = {
  takes: { type: "kind", of: "schedule" },
  fallback: defineSchedule("constant"),
  read: defineSchedule as Field<ScheduleSpec>["read"],
};
const notNegative = (fallback: number): Field<number> => number({ atLeast: 0 }, fallback);
const limit = optional(number({ above: 0 }));
const usePenalty = 'use a layer\'s regularizer, or flavour "keras3"';
const useSchedule = 'use schedule {"kind":"inverse-time","unit":"step","decay":...}';

const overAll = (flavour: Flavour): Field<null> =>
  fixed(null, `${flavour} clips over all variables; use globalClipNorm`);

const byFlavour: Readonly<Record<Flavour, Pick<CommonFields, "clipNorm" | "globalClipNorm">>> = {
  keras2: { clipNorm: limit, globalClipNorm: fixed(null, "keras2's clipNorm is over all variables already") },
  keras3: { clipNorm: limit, globalClipNorm: limit },
  torch: { clipNorm: overAll("torch"), globalClipNorm: limit },
  paper: { clipNorm: overAll("paper"), globalClipNorm: limit },
};

/** The common fields of one kind in one flavour, whose own defaults are given. */
export function commonFields(kind: string, flavour: Flavour, defaults: CommonDefaults): CommonFields {
  const { learningRate, weightDecay, decays } = defaults;
  return {
    flavour: flavourField,
    learningRate: notNegative(learningRate),
    schedule,
    decay: decays ? notNegative(0) : fixed(0, `${flavour}'s ${kind} has no decay; ${useSchedule}`),
    weightDecay: decaysWeights(flavour, weightDecay)
      ? notNegative(weightDecay ?? 0)
      : fixed(0, `${flavour === "paper" ? `the paper of ${kind}` : flavour} has none; ${usePenalty}`),
    clipValue: limit,
    ...byFlavour[flavour],
  };
}

function decaysWeights(flavour: Flavour, weightDecay: number | undefined): boolean {
  return flavour === "paper" ? weightDecay !== undefined : flavour !== "keras2";
}

/** Keras 3 allows one way of clipping at a time; in PyTorch the caller would choose their order; Keras 2 has both. */
export function checkClipping(spec: CommonOptions, path: string): void {
  if (spec.flavour === "keras2") return;
  const given = (["clipValue", "clipNorm", "globalClipNorm"] as const).filter((name) => spec[name] !== null);
  if (given.length < 2) return;
  throw new SpecError(
    `${path}.${given[1]}`,
    `cannot be set beside ${given[0]}: ${spec.flavour} clips in one way; leave one out`,
  );
}

/** The options every optimizer takes, as each flavour has them. */
import { SpecError } from "../errors.ts";
import { defineSchedule } from "../schedules/define-schedule.ts";
import type { ScheduleSpec } from "../schedules/spec.ts";
import { choice, type Field, fixed, number, optional } from "../spec/fields.ts";
import type { CommonOptions, Flavour, OptimizerKind } from "./spec.ts";

type CommonFields = { readonly [Name in keyof CommonOptions]: Field<CommonOptions[Name]> };

const FLAVOURS: readonly Flavour[] = ["keras2", "keras3", "torch"];

/** keras3 when none is named: the flavour a new user is most likely to compare with. */
export const flavourField: Field<Flavour> = choice(FLAVOURS, "keras3");

const schedule: Field<ScheduleSpec> = {
  takes: { type: "kind", of: "schedule" },
  fallback: defineSchedule("constant"),
  read: defineSchedule as Field<ScheduleSpec>["read"],
};
const notNegative = (fallback: number): Field<number> => number({ atLeast: 0 }, fallback);
const limit = optional(number({ above: 0 }));
const useSchedule = 'use schedule {"kind":"inverse-time","unit":"step","decay":...}';

const byFlavour: Readonly<Record<Flavour, Pick<CommonFields, "clipNorm" | "globalClipNorm">>> = {
  keras2: { clipNorm: limit, globalClipNorm: fixed(null, "keras2's clipNorm is over all variables already") },
  keras3: { clipNorm: limit, globalClipNorm: limit },
  torch: { clipNorm: fixed(null, "torch clips over all variables; use globalClipNorm"), globalClipNorm: limit },
};

/** The common fields of one kind in one flavour, whose own defaults are given. */
export function commonFields(
  kind: OptimizerKind,
  flavour: Flavour,
  learningRate: number,
  weightDecay: number,
): CommonFields {
  const decays = flavour === "keras2" ? kind !== "nadam" : flavour === "torch" && kind === "adagrad";
  return {
    flavour: flavourField,
    learningRate: notNegative(learningRate),
    schedule,
    decay: decays ? notNegative(0) : fixed(0, `${flavour}'s ${kind} has no decay; ${useSchedule}`),
    weightDecay:
      flavour === "keras2"
        ? fixed(0, 'keras2 has none; use a layer\'s regularizer, or flavour "keras3"')
        : notNegative(weightDecay),
    clipValue: limit,
    ...byFlavour[flavour],
  };
}

/** Keras 3 takes one way of clipping at a time, and in PyTorch their order would be the caller's; Keras 2 has both. */
export function checkClipping(spec: CommonOptions, path: string): void {
  if (spec.flavour === "keras2") return;
  const given = (["clipValue", "clipNorm", "globalClipNorm"] as const).filter((name) => spec[name] !== null);
  if (given.length < 2) return;
  throw new SpecError(
    `${path}.${given[1]}`,
    `cannot be set beside ${given[0]}: ${spec.flavour} clips in one way; leave one out`,
  );
}

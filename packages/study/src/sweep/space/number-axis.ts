/**
 * The axis on which a parameter's values are uniform: the number itself, its logarithm, or bins of width one around
 * whole numbers.
 */
import { exp, log } from "minibatch";
import type { ParameterSpec } from "../../experiment/spec.ts";
import { float64Before } from "../../statistics/floating-point/float64-before.ts";

export type ChoiceParameter = Extract<ParameterSpec, { kind: "choice" }>;
export type NumberParameter = Exclude<ParameterSpec, ChoiceParameter>;

export interface NumberAxis {
  /** ends of the axis: a place p has low <= p < high */
  readonly low: number;
  readonly high: number;
  /** whether all places within a bin of width 1 are one value */
  readonly whole: boolean;
  placeOf(value: number): number;
  /** The parameter's value at a place; a place that rounding moved outside gives the value at that end. */
  valueAt(place: number): number;
}

type AxisOf = (parameter: NumberParameter) => NumberAxis;

const axes: Readonly<Record<NumberParameter["kind"], AxisOf>> = {
  uniform: ({ low, high }) => ({
    low,
    high,
    whole: false,
    placeOf: (value) => value,
    valueAt: (place) => keepBelow(place, low, high),
  }),
  "log-uniform": ({ low, high }) => ({
    low: log(low),
    high: log(high),
    whole: false,
    placeOf: log,
    valueAt: (place) => keepBelow(exp(place), low, high),
  }),
  integer: ({ low, high }) => ({
    low: low - 0.5,
    high: high + 0.5,
    whole: true,
    placeOf: (value) => value,
    valueAt: (place) => Math.max(low, Math.min(high, Math.floor(place + 0.5))),
  }),
};

export function numberAxis(parameter: NumberParameter): NumberAxis {
  return axes[parameter.kind](parameter);
}

/** exp(log(low)) may be below low, and low + u (high - low) may be rounded up to high, which is not a value. */
function keepBelow(value: number, low: number, high: number): number {
  return value < high ? Math.max(low, value) : float64Before(high);
}

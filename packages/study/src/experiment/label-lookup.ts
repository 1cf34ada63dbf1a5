/**
 * Values and conditions by their labels, found at once however many there are. Specs are frozen, so what was made of a
 * list stays right.
 */
import type { Json } from "../json/json.ts";
import type { LabelledValue, Scalar } from "./spec.ts";

const valuesOf = new WeakMap<readonly LabelledValue[], ReadonlyMap<Scalar, Json>>();
const setOf = new WeakMap<readonly Scalar[], ReadonlySet<Scalar>>();

/** Undefined where no value is called so. */
export function findLabelled(values: readonly LabelledValue[], label: Scalar): Json | undefined {
  let found = valuesOf.get(values);
  if (found === undefined) {
    found = new Map(values.map((labelled) => [labelled.label, labelled.value]));
    valuesOf.set(values, found);
  }
  return found.get(label);
}

export function includesLabel(labels: readonly Scalar[], label: Scalar): boolean {
  let found = setOf.get(labels);
  if (found === undefined) {
    found = new Set(labels);
    setOf.set(labels, found);
  }
  return found.has(label);
}

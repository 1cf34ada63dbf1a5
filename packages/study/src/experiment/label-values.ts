/** Short names for the values of a choice, for tables, curves and `when`. */

import type { Json } from "../json/json.ts";
import type { Segments } from "../json/path.ts";
import { showValue } from "../json/show-value.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { LabelledValue, Scalar } from "./spec.ts";

const LONGEST_LABEL = 60;
const GIVE_LABELS = "give labels: values: {label: value, ...}";

type Fields = Readonly<Record<string, Json>>;

/**
 * Scalars label themselves. Objects are called by their kind and, where several have it, by the options that differ;
 * `{label, value}` alone is one that has its label already. Throws ExperimentError for what has no short name of its
 * own, and for two of one name.
 */
export function labelValues(values: readonly Json[] | Fields, path: Segments): readonly LabelledValue[] {
  const labelled = isList(values) ? labelList(values, path) : readLabels(values, path);
  if (labelled.length === 0) throw new ExperimentError(path, "is empty: give at least one value");
  const seen = new Map<string, number>();
  for (const [i, { label }] of labelled.entries()) {
    const first = seen.get(String(label));
    if (first !== undefined) {
      throw new ExperimentError(
        [...path, i],
        `cannot be called ${showValue(label)}: value ${first + 1} is called so already; leave one out, or ` +
          `${GIVE_LABELS}`,
      );
    }
    if (String(label).length > LONGEST_LABEL || label === "") {
      throw new ExperimentError(
        [...path, i],
        `has a label of ${String(label).length} letters: 1 to ${LONGEST_LABEL} fit in tables; ${GIVE_LABELS}`,
      );
    }
    seen.set(String(label), i);
  }
  return labelled;
}

/**
 * JavaScript keeps labels such as "64" apart and in their own order, before all others: the order they were written in
 * may be lost.
 */
function readLabels(values: Fields, path: Segments): readonly LabelledValue[] {
  const labelled = Object.entries(values).map(([label, value]) => ({ label, value }));
  const moved = labelled.find(({ label }) => isArrayIndex(label));
  if (moved === undefined || labelled.length === 1) return labelled;
  throw new ExperimentError(
    path,
    `may have lost the order of its labels: JavaScript puts whole numbers such as ${showValue(moved.label)} ` +
      `first; write a list: [{ label: ${showValue(moved.label)}, value: ${showValue(moved.value)} }, ...]`,
  );
}

/** Whether JavaScript sorts a field of this name: whole numbers below 2^32 - 1. */
function isArrayIndex(name: string): boolean {
  const index = Number(name) >>> 0;
  return String(index) === name && index < 2 ** 32 - 1;
}

function labelList(values: readonly Json[], path: Segments): readonly LabelledValue[] {
  const tellingOf = new Map<string, readonly string[]>();
  const namesakes = Map.groupBy(values.filter(isKind), ({ kind }) => kind);
  for (const [kind, those] of namesakes) tellingOf.set(kind, findTelling(those));
  return values.map((value, i) => openLabelled(value) ?? { label: labelOf(value, tellingOf, [...path, i]), value });
}

/** The options in which those of one kind differ. */
function findTelling(namesakes: readonly Fields[]): readonly string[] {
  const names = new Set(namesakes.flatMap((fields) => Object.keys(fields)));
  return [...names].filter((name) => new Set(namesakes.map((fields) => showValue(fields[name]))).size > 1);
}

function labelOf(value: Json, tellingOf: ReadonlyMap<string, readonly string[]>, path: Segments): Scalar {
  if (isScalar(value)) return value;
  if (!isKind(value)) {
    throw new ExperimentError(path, `has no name of its own, it is ${showValue(value)}; ${GIVE_LABELS}`);
  }
  const told = (tellingOf.get(value.kind) ?? []).filter((name) => Object.hasOwn(value, name));
  return [value.kind, ...told.map((name) => `${name}=${shortName(value[name]!)}`)].join(" ");
}

/** What is longer than a label makes the label too long, and is refused as such. */
function shortName(value: Json): string {
  if (isKind(value)) return value.kind;
  return isScalar(value) ? String(value) : JSON.stringify(value);
}

function openLabelled(value: Json): LabelledValue | null {
  if (!isFields(value) || Object.keys(value).length !== 2 || value.value === undefined) return null;
  const label = value.label;
  return label !== undefined && isScalar(label) ? { label, value: value.value } : null;
}

function isScalar(value: Json): value is Scalar {
  return typeof value !== "object" || value === null;
}

function isFields(value: Json): value is Fields {
  return typeof value === "object" && value !== null && !isList(value);
}

function isKind(value: Json): value is Fields & { readonly kind: string } {
  return isFields(value) && typeof value.kind === "string";
}

function isList(value: Json | Fields): value is readonly Json[] {
  return Array.isArray(value);
}

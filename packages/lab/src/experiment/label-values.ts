/** Short names for the values of a choice, for tables, curves and `when`. */
import { ExperimentError } from "./experiment-error.ts";
import type { Segments } from "./path.ts";
import { showValue } from "./show-value.ts";
import type { Json, LabelledValue, Scalar } from "./spec.ts";

const LONGEST_LABEL = 60;
const GIVE_LABELS = "give labels: values: {label: value, ...}";

type Fields = Readonly<Record<string, Json>>;

/**
 * Scalars label themselves. Objects are called by their kind and, where several have it, by the options that differ; `{label, value}`
 * alone is one that has its label already. Throws ExperimentError for what has no short name of its own, and for two of one name.
 */
export function labelValues(values: readonly Json[] | Fields, path: Segments): readonly LabelledValue[] {
  const labelled = isList(values)
    ? values.map((value, i) => openLabelled(value) ?? { label: labelOf(values, i, path), value })
    : Object.entries(values).map(([label, value]) => ({ label, value }));
  if (labelled.length === 0) throw new ExperimentError(path, "is empty: give at least one value");
  const seen = new Map<string, number>();
  for (const [i, { label }] of labelled.entries()) {
    const first = seen.get(String(label));
    if (first !== undefined) {
      throw new ExperimentError(
        [...path, i],
        `cannot be called ${showValue(label)}: value ${first + 1} is called so already; leave one out, or ${GIVE_LABELS}`,
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

function labelOf(values: readonly Json[], i: number, path: Segments): Scalar {
  const value = values[i]!;
  if (isScalar(value)) return value;
  const fields = isList(value) ? null : value;
  const kind = fields?.kind;
  if (fields === null || typeof kind !== "string") {
    throw new ExperimentError([...path, i], `has no name of its own, it is ${showValue(value)}; ${GIVE_LABELS}`);
  }
  const namesakes = values.filter((other): other is Fields => isFields(other) && other.kind === kind);
  const telling = [...new Set(namesakes.flatMap((other) => Object.keys(other)))].filter(
    (name) => new Set(namesakes.map((other) => showValue(other[name]))).size > 1,
  );
  const told = telling.filter((name) => Object.hasOwn(fields, name));
  return [kind, ...told.map((name) => `${name}=${shortName(fields[name]!)}`)].join(" ");
}

/** What is longer than a label makes the label too long, and is refused as such. */
function shortName(value: Json): string {
  if (isFields(value) && typeof value.kind === "string") return value.kind;
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

function isList(value: Json | Fields): value is readonly Json[] {
  return Array.isArray(value);
}

import { TARGET_TASKS, type TargetSpec } from "./target.ts";

/** A file's target, frozen; null for what no `inferTarget` gives. */
export function readTarget(value: unknown): TargetSpec | null {
  if (typeof value !== "object" || value === null) return null;
  const { task: given, columns, classes } = value as Readonly<Record<string, unknown>>;
  const task = TARGET_TASKS.find((known) => known === given);
  if (task === undefined || !areNames(columns) || columns.length === 0 || !areNames(classes)) return null;
  const isOfClasses = task === "classes" || task === "binary";
  if (isOfClasses && columns.length !== 1) return null;
  const isCounted =
    task === "binary" ? classes.length === 2 : task === "classes" ? classes.length >= 2 : classes.length === 0;
  if (!isCounted) return null;
  return Object.freeze({ task, columns: Object.freeze([...columns]), classes: Object.freeze([...classes]) });
}

/** Texts, each once. */
function areNames(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.every((name) => typeof name === "string") && new Set(value).size === value.length
  );
}

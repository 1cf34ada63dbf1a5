/** From a step as it is written to a complete one: every option checked, or given its default. */
import { SpecError } from "minibatch";
import { sayTakes, type Takes } from "minibatch/describe";
import { takesValue } from "../sets/takes-value.ts";
import type { StepInput } from "./preparation.ts";
import type { Options, StepKind } from "./step.ts";
import { type StepName, stepKinds, stepNames } from "./steps.ts";

/** What `columns` may say instead of names. */
export const COLUMN_GROUPS = ["numbers", "categories", "arrays", "target"] as const;
export type ColumnGroup = (typeof COLUMN_GROUPS)[number];

/** A step with every option; frozen. */
export interface CompleteStep {
  readonly kind: StepName;
  /** null: all inputs that the kind takes */
  readonly columns: readonly string[] | ColumnGroup | null;
  readonly options: Options;
}

/** A list of steps as they are written; a bare name stands for `{ kind: name }`. */
export type StepsInput = "auto" | readonly (StepInput | string)[];

/** Throws SpecError naming the path of what is wrong: `preprocessing[1].range`. */
export function readSteps(input: unknown, path = "preprocessing"): "auto" | readonly CompleteStep[] {
  if (input === "auto") return input;
  if (Array.isArray(input)) return input.map((step: unknown, i) => readStep(step, `${path}[${i}]`));
  throw new SpecError(path, `cannot use ${show(input)}: it must be "auto", or a list of steps; [] for none`);
}

function readStep(input: unknown, path: string): CompleteStep {
  const given = typeof input === "string" ? { kind: input } : input;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new SpecError(path, `cannot use ${show(given)}: give a step, as { kind: "standardize" }`);
  }
  const { kind: name, columns, ...options } = given as Readonly<Record<string, unknown>>;
  const kind = stepNames.find((known) => known === name);
  if (kind === undefined) {
    throw new SpecError(`${path}.kind`, `cannot use ${show(name)}: known are ${stepNames.join(", ")}`);
  }
  return Object.freeze({
    kind,
    columns: readColumns(columns, `${path}.columns`),
    options: completeOptions(kind, options, path),
  });
}

function readColumns(columns: unknown, path: string): CompleteStep["columns"] {
  if (columns === undefined || columns === null) return null;
  const group = COLUMN_GROUPS.find((known) => known === columns);
  if (group !== undefined) return group;
  const areNames = Array.isArray(columns) && columns.length > 0 && columns.every((name) => typeof name === "string");
  if (areNames && new Set(columns).size === columns.length) return Object.freeze([...columns]);
  throw new SpecError(
    path,
    `cannot use ${show(columns)}: it must be a list of names, each once, or ${COLUMN_GROUPS.map(show).join(" or ")}`,
  );
}

/** Every option of a kind, given or by default; frozen. */
export function completeOptions(kind: StepName, given: Options, path: string): Options {
  const { fields, problem }: StepKind = stepKinds[kind];
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(fields, name)) continue;
    const known = ["columns", ...Object.keys(fields)].join(", ");
    throw new SpecError(`${path}.${name}`, `cannot be read: ${kind} has no such option; known are ${known}`);
  }
  const entries = Object.entries(fields).map(([name, { takes, fallback }]) => {
    const value = given[name] === undefined ? fallback : given[name];
    if (!takesValue(takes, value)) {
      throw new SpecError(`${path}.${name}`, `cannot use ${show(value)}: it must be ${sayWanted(takes)}`);
    }
    return [name, Array.isArray(value) ? Object.freeze([...(value as readonly unknown[])]) : value] as const;
  });
  const options = Object.freeze(Object.fromEntries(entries));
  const found = problem(options);
  if (found === null) return options;
  throw new SpecError(`${path}.${found.option}`, `cannot use ${show(options[found.option])}: ${found.why}`);
}

function sayWanted(takes: Takes): string {
  return takes.type === "optional" ? `${sayTakes(takes.of)}, or null` : sayTakes(takes);
}

/** A value as an error shows it: short, on one line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

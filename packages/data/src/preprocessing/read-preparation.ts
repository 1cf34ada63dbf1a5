/** A preparation out of a file, which may come from anywhere: all of it is checked, nothing is taken on trust. */
import { FormatError, SpecError } from "minibatch";
import type { FrameColumn } from "../frame/frame.ts";
import { readTarget } from "../targets/read-target.ts";
import type { TargetSpec } from "../targets/target.ts";
import { applyLink, type Changed, countOf } from "./chain.ts";
import { freezeDeep } from "./freeze-deep.ts";
import { layOut } from "./lay-out.ts";
import type { FittedStep, InputColumn, Preparation } from "./preparation.ts";
import { completeOptions } from "./read-step.ts";
import { type StepName, stepKinds, stepNames } from "./steps.ts";

type Unread = Readonly<Record<string, unknown>>;

/** Numbers of a row, at most: what a file claims is not yet memory that is taken. */
const MOST_NUMBERS = 2 ** 31;

/**
 * As `fitPreparation` gave it, frozen. Throws FormatError for what no version has written, naming the field.
 */
export function readPreparation(json: unknown): Preparation {
  const { version, inputs, steps, features, shape, target, targetSteps, chosen } = openObject(json, "version");
  if (version !== 1) {
    const is = Number.isSafeInteger(version)
      ? `of version ${String(version)}, this minibatch reads version 1`
      : "of no version";
    throw new FormatError(`Cannot read the preprocessing: it is ${is}; use the minibatch that wrote it`);
  }
  const readTargetSpec = readTarget(target);
  if (readTargetSpec === null) throw wrong("target");
  const columns = readInputs(inputs, readTargetSpec);
  const inputSide = readSide(steps, "steps", columns.map(emptyInput));
  const targetSide = readSide(targetSteps, "targetSteps", readTargetSpec.columns.map(emptyNumbers));
  checkTargetSide(targetSide, readTargetSpec);
  const parts = inputSide.parts;
  if (parts.some(({ column }) => column?.kind === "category")) throw wrong("steps");
  // before a name is made for each number
  const count = parts.reduce((sum, part) => sum + countOf(part), 0);
  if (features !== null && !(Array.isArray(features) && features.length === count)) throw wrong("features");
  if (features === null && !(parts.length === 1 && parts[0]!.features.length === 0)) throw wrong("features");
  const laidOut = layOut(parts);
  if (JSON.stringify(laidOut.features) !== JSON.stringify(features)) throw wrong("features");
  if (JSON.stringify(laidOut.shape) !== JSON.stringify(shape)) throw wrong("shape");
  if (!(Array.isArray(chosen) && chosen.every((line) => typeof line === "string"))) throw wrong("chosen");
  return freezeDeep({
    version,
    inputs: columns,
    steps: inputSide.steps,
    ...laidOut,
    target: readTargetSpec,
    targetSteps: targetSide.steps,
    chosen: [...(chosen as readonly string[])],
  });
}

function wrong(field: string): FormatError {
  return new FormatError(
    `Cannot read the preprocessing: its ${field} is not what minibatch writes there; use another copy, or the ` +
      "minibatch that wrote it",
  );
}

function openObject(value: unknown, field: string): Unread {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(field);
  return value as Unread;
}

function openList(value: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(field);
  return value;
}

function readInputs(value: unknown, target: TargetSpec): readonly InputColumn[] {
  const inputs = openList(value, "inputs").map((one, i): InputColumn => {
    const field = `inputs[${i}]`;
    const { name, type, shape } = openObject(one, field);
    if (typeof name !== "string" || target.columns.includes(name)) throw wrong(`${field}.name`);
    if (type === "array") return { name, type, shape: readShape(shape, `${field}.shape`) };
    if ((type !== "number" && type !== "category") || shape !== undefined) throw wrong(`${field}.type`);
    return { name, type };
  });
  if (inputs.length === 0 || new Set(inputs.map(({ name }) => name)).size < inputs.length) throw wrong("inputs");
  return inputs;
}

function readShape(value: unknown, field: string): readonly number[] {
  const shape = openList(value, field);
  const isRight = shape.length > 0 && shape.every((length) => Number.isSafeInteger(length) && (length as number) > 0);
  if (!isRight || (shape as readonly number[]).reduce((all, length) => all * length, 1) > MOST_NUMBERS)
    throw wrong(field);
  return [...(shape as readonly number[])];
}

/** Without rows: steps that are done to them tell what they leave. */
function emptyInput({ name, type, shape }: InputColumn): FrameColumn {
  if (type === "category") return { kind: "category", name, codes: new Int32Array(0), levels: [] };
  if (type === "array") return { kind: "array", name, shape: shape ?? [], values: new Float64Array(0) };
  return emptyNumbers(name);
}

function emptyNumbers(name: string): FrameColumn {
  return { kind: "number", name, values: new Float64Array(0) };
}

const NO_ROW = { file: "the model's file", place: () => "a row" };

interface Side {
  readonly steps: readonly FittedStep[];
  readonly parts: readonly Changed[];
}

/** The steps of some columns, and what they leave of each. */
function readSide(value: unknown, field: string, columns: readonly FrameColumn[]): Side {
  const parts = new Map<string, Changed>(columns.map((column) => [column.name, { column, features: [] }]));
  const steps = openList(value, field).map((one, i) => readFitted(one, `${field}[${i}]`, parts));
  return { steps, parts: [...parts.values()] };
}

function readFitted(value: unknown, field: string, parts: Map<string, Changed>): FittedStep {
  const { kind: given, options, fitted } = openObject(value, field);
  const name = stepNames.find((known) => known === given);
  if (name === undefined) throw wrong(`${field}.kind`);
  const complete = readOptions(name, openObject(options, `${field}.options`), `${field}.options`);
  const seen = new Set<string>();
  const list = openList(fitted, `${field}.fitted`).map((one, i) => {
    const place = `${field}.fitted[${i}]`;
    const { column, values } = openObject(one, place);
    const part = typeof column === "string" && !seen.has(column) ? parts.get(column) : undefined;
    const now = part?.column ?? null;
    const kind = stepKinds[name];
    if (part === undefined || now === null || !kind.takes.includes(now.kind)) throw wrong(`${place}.column`);
    if (!kind.isFitted(values, now)) throw wrong(`${place}.values`);
    seen.add(now.name);
    parts.set(now.name, applyLink(part, { name, kind, options: complete, fitted: values }, NO_ROW));
    // a copy, since what is returned is frozen
    return { column: now.name, values: JSON.parse(JSON.stringify(values)) as unknown };
  });
  return { kind: name, options: complete, fitted: list };
}

function readOptions(name: StepName, options: Unread, field: string): FittedStep["options"] {
  try {
    return completeOptions(name, options, field);
  } catch (error) {
    if (error instanceof SpecError) throw wrong(field);
    throw error;
  }
}

/** Numbers alone have steps as targets, such as can be undone. */
function checkTargetSide({ steps }: Side, { task }: TargetSpec): void {
  const canBeUndone = steps.every(({ kind }) => stepKinds[kind as StepName].undo !== null);
  if (!canBeUndone || (steps.length > 0 && task !== "regression")) throw wrong("targetSteps");
}

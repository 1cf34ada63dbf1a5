/**
 * Fits the steps of preprocessing. Only the training rows' values are looked at, in the order in which they stand: what
 * validates or tests has no part in it, nor has the order of drawing.
 */
import { DataError, SpecError } from "minibatch";
import { columnNamed, type Frame, type FrameColumn, placeOf } from "../frame/frame.ts";
import { pickValues } from "../frame/pick-values.ts";
import type { TargetSpec } from "../targets/target.ts";
import { showText } from "../text/show-text.ts";
import { chooseSteps } from "./auto.ts";
import { type ColumnFit, fitColumn, KIND_WORDS } from "./fit-column.ts";
import { freezeDeep } from "./freeze-deep.ts";
import { layOut } from "./lay-out.ts";
import type { FittedStep, InputColumn, Preparation } from "./preparation.ts";
import { type CompleteStep, readSteps, type StepsInput } from "./read-step.ts";
import { stepKinds } from "./steps.ts";

/** What is to be fitted. */
export interface FitInput {
  readonly target: TargetSpec;
  /** columns that are no inputs */
  readonly ignore?: readonly string[] | undefined;
  /** "auto", or steps in the order in which they are done; default "auto" */
  readonly steps?: StepsInput | undefined;
  /** the rows to learn from, by their numbers from 0 */
  readonly train: Uint32Array;
}

/**
 * What every row goes through from here on, as frozen JSON.
 *
 * @throws SpecError for steps that cannot be used, DataError for columns that they cannot be used on, with the place of
 *   a row where one is at fault.
 */
export function fitPreparation(frame: Frame, { target, ignore = [], steps = "auto", train }: FitInput): Preparation {
  const read = readSteps(steps);
  const rows = orderRows(train, frame);
  const inputs = inputsOf(frame, target, ignore);
  const auto = read === "auto" ? chooseSteps(frame, inputs, target, rows) : null;
  const chosen = auto?.steps ?? (read as readonly CompleteStep[]);
  checkColumns(frame, chosen, target, ignore);

  const site = { file: frame.name, place: (row: number) => placeOf(frame, rows[row]!) };
  const fit = (column: FrameColumn, isTarget: boolean) =>
    fitColumn(pickValues(column, rows, 0, rows.length), chosen, isTarget, site);
  const fits = inputs.map((column) => fit(column, false));
  const targetFits = target.columns.map((name) => fit(columnNamed(frame, name), true));
  checkUsed(chosen, [...fits, ...targetFits], frame);
  // told last: a step that is wrong may be why something is left
  for (const { left } of fits) if (left !== null) throw left;
  const parts = fits.map(({ changed }) => changed);
  const preparation: Preparation = {
    version: 1,
    inputs: inputs.map(describeInput),
    steps: fittedSteps(chosen, fits),
    ...layOut(parts),
    target,
    targetSteps: fittedSteps(chosen, targetFits),
    chosen: auto?.says ?? [],
  };
  // as a file will have it: what is used today is what is used after it was saved
  return freezeDeep(JSON.parse(JSON.stringify(preparation)) as Preparation);
}

/** Ascending: sums do not depend on how a split was drawn. */
function orderRows(train: Uint32Array, frame: Frame): Uint32Array {
  if (train.length === 0)
    throw new DataError(`Cannot prepare ${frame.name}: there are no training rows; give at least one`);
  const rows = train.slice().sort();
  const last = rows[rows.length - 1]!;
  if (last < frame.rows) return rows;
  throw new DataError(`Cannot prepare ${frame.name}: row number ${last} is asked for, it has 0 to ${frame.rows - 1}`);
}

/** All columns but the target's and those that are ignored. */
function inputsOf(frame: Frame, target: TargetSpec, ignore: readonly string[]): readonly FrameColumn[] {
  for (const name of ignore) {
    columnNamed(frame, name);
    if (!target.columns.includes(name)) continue;
    throw new DataError(
      `Cannot ignore column ${showText(name)} of ${frame.name}: it is the target; take it out of ignore`,
    );
  }
  const inputs = frame.columns.filter(({ name }) => !target.columns.includes(name) && !ignore.includes(name));
  if (inputs.length > 0) return inputs;
  throw new DataError(
    `Cannot prepare ${frame.name}: beside the target and what is ignored it has no column; a network needs at least one`,
  );
}

function describeInput(column: FrameColumn): InputColumn {
  const { name, kind } = column;
  return kind === "array" ? { name, type: kind, shape: column.shape } : { name, type: kind };
}

function checkColumns(
  frame: Frame,
  steps: readonly CompleteStep[],
  target: TargetSpec,
  ignore: readonly string[],
): void {
  for (const [i, { columns }] of steps.entries()) {
    const path = `preprocessing[${i}].columns`;
    const names = columns === "target" ? target.columns : typeof columns === "string" ? [] : (columns ?? []);
    for (const name of names) {
      requireColumn(frame, name, path);
      if (ignore.includes(name)) throw new SpecError(path, `cannot name ${showText(name)}: the column is ignored`);
      if (target.task === "regression" || !target.columns.includes(name)) continue;
      throw new SpecError(
        path,
        `cannot name the target ${showText(name)}: steps change targets of task regression, this one is ` +
          `${target.task}; leave it out`,
      );
    }
  }
}

function requireColumn(frame: Frame, name: string, path: string): void {
  try {
    columnNamed(frame, name);
  } catch (error) {
    throw error instanceof DataError ? new SpecError(path, error.message) : error;
  }
}

/** Every step must do something: one that finds no column was meant for other data, or is misspelt. */
function checkUsed(steps: readonly CompleteStep[], fits: readonly ColumnFit[], frame: Frame): void {
  for (const [i, { kind, columns }] of steps.entries()) {
    if (fits.some(({ fitted }) => fitted.has(i))) continue;
    const wanted =
      columns === null ? stepKinds[kind].takes.map((one) => KIND_WORDS[one]).join(" or ") : String(columns);
    throw new SpecError(
      `preprocessing[${i}]`,
      `${kind} finds no column to work on: ${frame.name} has no ${wanted} at this place; leave the step out`,
    );
  }
}

/** By step what it learnt of each column; steps that did nothing on this side are left out. */
function fittedSteps(steps: readonly CompleteStep[], fits: readonly ColumnFit[]): readonly FittedStep[] {
  return steps.flatMap(({ kind, options }, i) => {
    const fitted = fits.flatMap((one) =>
      one.fitted.has(i) ? [{ column: one.column, values: one.fitted.get(i) }] : [],
    );
    return fitted.length === 0 ? [] : [{ kind, options, fitted }];
  });
}

/** Which steps a column goes through, and what each learns of it. */
import { DataError } from "minibatch";
import type { FrameColumn } from "../frame/frame.ts";
import { showText } from "../text/show-text.ts";
import { type Changed, checkFinite, emptyOf } from "./chain.ts";
import type { CompleteStep } from "./read-step.ts";
import { type Features, numbersOf, type Site } from "./step.ts";
import { stepKinds } from "./steps.ts";

/** What became of a column. */
export interface ColumnFit {
  readonly column: string;
  /** by the step's number: what it learnt */
  readonly fitted: ReadonlyMap<number, unknown>;
  /** what is left of it, without rows */
  readonly changed: Changed;
  /** of an input: texts or gaps that no step mended */
  readonly left: DataError | null;
}

/** How a message says what a column is of. */
export const KIND_WORDS: Readonly<Record<FrameColumn["kind"], string>> = {
  number: "numbers",
  category: "texts",
  array: "arrays",
};

type Place = Omit<Site, "step">;

/** `column`: the training rows' values. Throws DataError where a step cannot be done. */
export function fitColumn(
  column: FrameColumn,
  steps: readonly CompleteStep[],
  isTarget: boolean,
  site: Place,
): ColumnFit {
  checkFinite(column, site);
  const fitted = new Map<number, unknown>();
  const features: Features[] = [];
  let now: FrameColumn | null = column;
  let encodedBy: string | null = null;
  for (const [i, step] of steps.entries()) {
    if (!isSelected(step, column.name, now, isTarget)) continue;
    if (now === null) throw alreadyEncoded(step, column, encodedBy, site);
    if (!kindsTaken(step).includes(now.kind)) throw wrongKind(step, now, site);
    const kind = stepKinds[step.kind];
    if (isTarget && kind.undo === null) throw noWayBack(step, column, site);
    const place = { ...site, step: step.kind };
    const values = kind.fit(now, step.options, place);
    fitted.set(i, values);
    // features are no business of later steps: without rows they tell their names, and take no memory
    const empty = kind.apply(emptyOf(now), values, step.options, place);
    if (empty.features !== null) features.push(empty.features);
    if (empty.column === null) encodedBy = step.kind;
    now = empty.column === null ? null : kind.apply(now, values, step.options, place).column;
  }
  return {
    column: column.name,
    fitted,
    changed: { column: now && emptyOf(now), features },
    left: isTarget ? null : findLeft(now, site),
  };
}

const GROUP_KINDS = { numbers: "number", categories: "category", arrays: "array" } as const;

/** Whether a step is done to the column, of which `now` is left. A named column must be fit for it; see above. */
function isSelected(step: CompleteStep, name: string, now: FrameColumn | null, isTarget: boolean): boolean {
  const { columns } = step;
  if (columns === "target") return isTarget;
  if (columns !== null && typeof columns !== "string") return columns.includes(name);
  if (isTarget || now === null) return false;
  return columns === null ? kindsTaken(step).includes(now.kind) : GROUP_KINDS[columns] === now.kind;
}

function kindsTaken({ kind, options }: CompleteStep): readonly FrameColumn["kind"][] {
  const { takes, narrow } = stepKinds[kind];
  return narrow === undefined ? takes : takes.filter((one) => narrow(options).includes(one));
}

/** What is left must be numbers. */
function findLeft(column: FrameColumn | null, { file, place }: Place): DataError | null {
  if (column === null) return null;
  const name = showText(column.name);
  if (column.kind === "category") {
    const row = column.codes.findIndex((code) => code >= 0);
    const found = row === -1 ? "it" : `${place(row)}, ${showText(column.levels[column.codes[row]!]!)},`;
    return new DataError(
      `Cannot prepare column ${name} of ${file}: ${found} is text, should be a number; add the step one-hot or ` +
        "ordinal, or ignore the column",
    );
  }
  const { values, width } = numbersOf(column);
  const bad = values.findIndex((value: number) => Number.isNaN(value));
  return bad === -1 ? null : missingValue(column, place(Math.floor(bad / width)), file);
}

/** The error of a value that is missing still when the steps are done. */
export function missingValue(column: FrameColumn, place: string, file: string): DataError {
  const mend = column.kind === "array" ? "mend it, or leave the row out" : "add the step impute, or ignore the column";
  return new DataError(`Cannot prepare column ${showText(column.name)} of ${file}: ${place} has no value; ${mend}`);
}

function wrongKind({ kind }: CompleteStep, column: FrameColumn, { file }: Place): DataError {
  const wanted = stepKinds[kind].takes.map((one) => KIND_WORDS[one]).join(" or ");
  return new DataError(
    `Cannot apply ${kind} to column ${showText(column.name)} of ${file}: it is of ${KIND_WORDS[column.kind]}, ` +
      `should be of ${wanted}; name other columns`,
  );
}

function alreadyEncoded({ kind }: CompleteStep, column: FrameColumn, by: string | null, { file }: Place): DataError {
  return new DataError(
    `Cannot apply ${kind} to column ${showText(column.name)} of ${file}: a step before, ${by}, has made features of ` +
      "it; name other columns",
  );
}

function noWayBack({ kind }: CompleteStep, column: FrameColumn, { file }: Place): DataError {
  const able = Object.entries(stepKinds).filter(([, { undo }]) => undo !== null);
  return new DataError(
    `Cannot apply ${kind} to the target ${showText(column.name)} of ${file}: answers could not be told in its unit; ` +
      `use ${able.map(([name]) => name).join(" or ")}`,
  );
}

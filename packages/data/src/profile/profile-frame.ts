/** What a table is like, before anything is trained on it: what `minibatch data info FILE` tells. */
import { DataError } from "minibatch";
import type { Frame } from "../frame/frame.ts";
import { chooseSteps } from "../preprocessing/auto.ts";
import { describeTarget } from "../targets/describe-target.ts";
import { inferTarget } from "../targets/infer-target.ts";
import { describeHead } from "../targets/model-for.ts";
import type { TargetSpec, TargetTask } from "../targets/target.ts";
import { list } from "../targets/target-numbers.ts";
import { countEach, tellUntaught } from "../targets/untaught-classes.ts";
import { showText } from "../text/show-text.ts";
import { AS_AN_ID, type ColumnProfile, profileColumn } from "./column-profile.ts";
import {
  type DuplicateRows,
  findDuplicateColumns,
  findDuplicateRows,
  findSharedRows,
  type SharedRows,
  type SplitPart,
} from "./duplicates.ts";
import { findTellingColumns, type TellingColumn } from "./tells-target.ts";

/** What beside the table is known. */
export interface ProfileOptions {
  /** a column, or several */
  readonly target?: string | readonly string[] | undefined;
  readonly task?: TargetTask | undefined;
  /** columns that are no inputs: not looked at for equal rows and what gives the target away */
  readonly ignore?: readonly string[] | undefined;
  /** in the order train, validation, test; their frames have the same columns */
  readonly splits?: readonly SplitPart[] | undefined;
}

/** How often a class stands in the target. */
export interface ClassCount {
  readonly name: string;
  readonly count: number;
  readonly share: number;
}

/** JSON. */
export interface Profile {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /** pairs that say the same in every row, if by other texts; the earlier one second; no targets, see `telling` */
  readonly duplicateColumns: readonly (readonly [string, string])[];
  readonly duplicateRows: DuplicateRows;
  /** null where no splits were given */
  readonly sharedRows: readonly SharedRows[] | null;
  readonly target: TargetProfile | null;
  /** what is worth a look, a sentence each */
  readonly notes: readonly string[];
}

/** Of the target, and what follows from it. */
export interface TargetProfile {
  readonly spec: TargetSpec;
  /** "species: 3 classes, in this order: ..." */
  readonly says: string;
  /** loss and output layer, in a sentence */
  readonly head: string;
  /** of classes and binary, in their order; of labels, the rows that have each; empty for numbers */
  readonly classes: readonly ClassCount[];
  /** columns that alone give it away; ids are not among them */
  readonly telling: readonly TellingColumn[];
  /** what `preprocessing: auto` would do, a sentence each; or why it would not */
  readonly auto: { readonly says: readonly string[] } | { readonly refusal: string };
}

/**
 * All rows are looked at; of more than 100,000 every n-th for what gives the target away. Throws DataError for a target
 * that cannot be one.
 */
export function profileFrame(frame: Frame, { target, task, ignore = [], splits }: ProfileOptions = {}): Profile {
  const columns = frame.columns.map(profileColumn);
  const compared = frame.columns.filter(({ name }) => !ignore.includes(name));
  const names = compared.map(({ name }) => name);
  const spec = target === undefined ? null : inferTarget(frame, target, task ?? null);
  const profile = {
    name: frame.name,
    rows: frame.rows,
    columns,
    duplicateColumns: findDuplicateColumns(compared.filter(({ name }) => spec?.columns.includes(name) !== true)),
    duplicateRows: findDuplicateRows(frame, names),
    sharedRows: splits === undefined ? null : findSharedRows(splits, names),
    target: spec === null ? null : profileTarget(frame, spec, columns, ignore, splits),
  };
  const untaught = spec === null || splits === undefined ? [] : tellUntaught(spec, splits);
  return { ...profile, notes: [...noteAll(profile, ignore), ...untaught] };
}

function profileTarget(
  frame: Frame,
  spec: TargetSpec,
  columns: readonly ColumnProfile[],
  ignore: readonly string[],
  splits: readonly SplitPart[] | undefined,
): TargetProfile {
  const isInput = (name: string) => !spec.columns.includes(name) && !ignore.includes(name);
  const ids = columns.filter((column) => column.type !== "array" && column.isId).map(({ name }) => name);
  const inputs = frame.columns.filter(({ name }) => isInput(name));
  const train = splits?.[0];
  const isOwn = train !== undefined && train.frame === frame && train.rows !== null;
  const rows = isOwn ? train.rows! : Uint32Array.from({ length: frame.rows }, (_, row) => row);
  return {
    spec,
    says: describeTarget(spec),
    head: describeHead(spec),
    classes: countClasses(frame, spec),
    telling: findTellingColumns(
      frame,
      inputs.filter(({ name }) => !ids.includes(name)),
      spec,
    ),
    auto: tryAuto(() => chooseSteps(frame, inputs, spec, rows).says),
  };
}

function tryAuto(choose: () => readonly string[]): TargetProfile["auto"] {
  try {
    return { says: choose() };
  } catch (error) {
    if (error instanceof DataError) return { refusal: error.message };
    throw error;
  }
}

function countClasses(frame: Frame, spec: TargetSpec): readonly ClassCount[] {
  const { task, columns, classes } = spec;
  if (task === "regression") return [];
  const names = task === "labels" ? columns : classes;
  const counts = countEach(spec, frame, null);
  return names.map((name, i) => ({ name, count: counts[i]!, share: counts[i]! / frame.rows }));
}

/** A class of fewer rows than this share is told. */
const RARE = 0.05;

function noteAll(profile: Omit<Profile, "notes">, ignore: readonly string[]): readonly string[] {
  const { columns, duplicateColumns, duplicateRows, sharedRows, target, rows } = profile;
  const isTarget = (name: string) => target?.spec.columns.includes(name) === true;
  const inputs = columns.filter(({ name }) => !isTarget(name) && !ignore.includes(name));
  const constant = inputs.filter(({ isConstant }) => isConstant).map(({ name }) => name);
  const ids = inputs.filter((column) => column.type !== "array" && column.isId).map(({ name }) => name);
  const rare =
    target?.classes.filter(({ share }) => share < RARE).map(({ name, count }) => `${show(name)} (${count})`) ?? [];
  return [
    ...(constant.length === 0 ? [] : [`${list(constant)}: the same in every row; it tells nothing`]),
    ...(ids.length === 0 ? [] : [`${list(ids)}: ${AS_AN_ID}; ignore it unless it is an amount`]),
    ...duplicateColumns.map(
      ([name, same]) => `${show(name)}: says in every row what ${show(same)} says; ignore one of them`,
    ),
    ...(target?.telling ?? []).map(
      ({ column, target: told, figure }) =>
        `${show(column)}: alone gives ${show(told)} away ` +
        `(${target?.spec.task === "regression" ? "R squared" : "share of rows told right"} ` +
        `${figure.toFixed(4)}); will it be known when ${show(told)} is asked for?`,
    ),
    ...(duplicateRows.count === 0
      ? []
      : [
          `${duplicateRows.count} of ${rows} rows ` +
            `${duplicateRows.count === 1 ? "is equal to one before it" : "are equal to one before them"}, first ` +
            `${duplicateRows.examples[0]!.row} to ${duplicateRows.examples[0]!.sameAs}; drawn splits would ` +
            "share them",
        ]),
    ...(sharedRows ?? []).map(
      ({ split, other, count, examples }) =>
        `${count} rows of ${split} stand in ${other}, too, first ${examples[0]!.row} as ${examples[0]!.sameAs}`,
    ),
    ...(rare.length === 0 ? [] : [`rare classes: ${rare.join(", ")} of ${rows} rows`]),
  ];
}

function show(name: string): string {
  return showText(name).slice(1, -1);
}

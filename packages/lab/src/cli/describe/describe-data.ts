/** What an experiment's rows are, and what becomes of them. */
import {
  type ColumnFacts,
  definitionOf,
  describeHead,
  describeTarget,
  type FittedStep,
  isFileData,
  notInputs,
  splitFrame,
  type TargetSpec,
  targetOf,
} from "minibatch-data";
import type { TrainData } from "study";
import type { OwnRows } from "../../data/own-files.ts";

export interface DescribedData {
  /** one line: rows of each split, and how they are drawn */
  readonly says: string;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly target: TargetSpec & { readonly says: string };
  /** what follows from the target: outputs and loss */
  readonly head: string;
  /** classes that no training row has, a sentence each */
  readonly untaught: readonly string[];
  /** of a file of one's own */
  readonly file: DescribedFile | null;
}

export interface DescribedFile {
  readonly file: string;
  readonly format: string;
  /** how it was understood; null where that cannot be doubted */
  readonly told: string | null;
  readonly sha256: Readonly<Record<string, string>>;
  readonly columns: readonly (ColumnFacts & { readonly use: ColumnUse })[];
  readonly preprocessing: {
    /** a sentence each; empty where the steps were written */
    readonly chosen: readonly string[];
    readonly steps: readonly FittedStep[];
    readonly targetSteps: readonly FittedStep[];
    /** names of a prepared row's numbers; null for arrays, whose shape says it */
    readonly features: readonly string[] | null;
    readonly shape: readonly number[];
  };
}

export type ColumnUse = "input" | "target" | "ignored" | "split";

/** `own`: the rows of a file of one's own, and what the first trial's training rows taught; null for a set. */
export function describeData(data: TrainData, own: OwnRows | null): DescribedData {
  const target = targetOf(data);
  const definition = definitionOf(data);
  const common = {
    says: definition.describe(data),
    target: { ...target, says: describeTarget(target) },
    head: describeHead(target),
    untaught: own?.untaught ?? [],
  };
  if (!isFileData(data) || own === null || own.preparation === null) {
    return { ...common, rows: definition.rows(data), file: null };
  }
  const { frame, preparation } = own;
  const { train, validation, test } = splitFrame(frame, data);
  const { found, file, format, split } = data;
  const ignore = notInputs(data);
  const useOf = (name: string): ColumnUse => {
    if (target.columns.includes(name)) return "target";
    if (name === split.column) return "split";
    return ignore.includes(name) ? "ignored" : "input";
  };
  const { chosen, steps, targetSteps, features, shape } = preparation;
  return {
    ...common,
    rows: { train: train.length, validation: validation.length, test: test.length },
    file: {
      file,
      format,
      told: frame.told ?? null,
      sha256: found.sha256,
      columns: found.columns.map((column) => ({ ...column, use: useOf(column.name) })),
      preprocessing: { chosen, steps, targetSteps, features, shape },
    },
  };
}

/** What an experiment's rows are, and what becomes of them. */
import {
  type ColumnFacts,
  definitionOf,
  describeHead,
  describeTarget,
  type FittedStep,
  type Frame,
  fitPreparation,
  isFileData,
  notInputs,
  type Preparation,
  splitFrame,
  type TargetSpec,
  targetOf,
} from "minibatch-data";
import type { TrainTask } from "study";

export interface DescribedData {
  /** one line: rows of each split, and how they are drawn */
  readonly says: string;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly target: TargetSpec & { readonly says: string };
  /** what follows from the target: outputs and loss */
  readonly head: string;
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

/** `frame`: of a file of one's own, else null. Throws DataError for rows that cannot be prepared. */
export function describeData(
  { data, preparation }: Pick<TrainTask, "data" | "preparation">,
  frame: Frame | null,
): { readonly described: DescribedData; readonly preparation: Preparation | null } {
  const target = targetOf(data);
  const definition = definitionOf(data);
  const common = {
    says: definition.describe(data),
    target: { ...target, says: describeTarget(target) },
    head: describeHead(target),
  };
  if (!isFileData(data) || frame === null) {
    return { described: { ...common, rows: definition.rows(data), file: null }, preparation: null };
  }
  const split = splitFrame(frame, data);
  const ignore = notInputs(data);
  const fitted = fitPreparation(frame, { target, ignore, steps: preparation?.steps ?? "auto", train: split.train });
  const { found, file, format } = data;
  const useOf = (name: string): ColumnUse =>
    target.columns.includes(name)
      ? "target"
      : name === data.split.column
        ? "split"
        : ignore.includes(name)
          ? "ignored"
          : "input";
  const described: DescribedData = {
    ...common,
    rows: { train: split.train.length, validation: split.validation.length, test: split.test.length },
    file: {
      file,
      format,
      told: frame.told ?? null,
      sha256: found.sha256,
      columns: found.columns.map((column) => ({ ...column, use: useOf(column.name) })),
      preprocessing: {
        chosen: fitted.chosen,
        steps: fitted.steps,
        targetSteps: fitted.targetSteps,
        features: fitted.features,
        shape: fitted.shape,
      },
    },
  };
  return { described, preparation: fitted };
}

/** What a network gives, in the user's words: class names with probabilities, numbers in the target's unit. */
import { DataError } from "minibatch";
import type { Preparation } from "../preprocessing/preparation.ts";
import { undoTargetSteps } from "../preprocessing/prepare-targets.ts";
import { outputsFor } from "../targets/model-for.ts";
import type { TargetTask } from "../targets/target.ts";

/** Of one row. */
export type Answer = ClassAnswer | BinaryAnswer | LabelsAnswer | NumbersAnswer;

/** The most likely class. */
export interface ClassAnswer {
  readonly task: "classes";
  readonly class: string;
  /** of that class */
  readonly probability: number;
  /** of every class, by name */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** The likelier of two. */
export interface BinaryAnswer {
  readonly task: "binary";
  readonly class: string;
  /** of that class, at least one half */
  readonly probability: number;
  readonly probabilities: Readonly<Record<string, number>>;
}

/** Those that are likelier than not, in the order of the columns. */
export interface LabelsAnswer {
  readonly task: "labels";
  readonly labels: readonly string[];
  /** of every label, by its column */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** In the target's unit, by column. */
export interface NumbersAnswer {
  readonly task: "regression";
  readonly values: Readonly<Record<string, number>>;
}

/**
 * An answer a row. `outputs` [rows, outputs] are what `trainer.predict` gives: probabilities for the two
 * cross-entropies, the last layer's own numbers for mean squared error.
 *
 * @throws DataError for numbers that make no rows, or are not finite.
 */
export function answer(preparation: Preparation, outputs: ArrayLike<number>): readonly Answer[] {
  const width = outputsFor(preparation.target);
  checkOutputs(outputs, width);
  const numbers = undoTargetSteps(preparation, outputs);
  const word = writers[preparation.target.task];
  return Array.from({ length: numbers.length / width }, (_, row) =>
    word(preparation, numbers.subarray(row * width, (row + 1) * width)),
  );
}

/** Throws DataError unless they are whole rows of finite numbers. */
export function checkOutputs(outputs: ArrayLike<number>, width: number): void {
  if (outputs.length % width !== 0) {
    throw new DataError(
      `Cannot answer: ${outputs.length} outputs do not make rows of ${width}; give what trainer.predict gives for ` +
        "this target",
    );
  }
  for (let i = 0; i < outputs.length; i++) {
    if (Number.isFinite(outputs[i])) continue;
    throw new DataError(
      `Cannot answer: output ${i % width} of row ${Math.floor(i / width)} is ${outputs[i]}, should be finite`,
    );
  }
}

const writers: Readonly<Record<TargetTask, (preparation: Preparation, row: Float64Array) => Answer>> = {
  classes({ target: { classes } }, row) {
    let best = 0;
    for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
    return {
      task: "classes",
      class: classes[best]!,
      probability: row[best]!,
      probabilities: Object.fromEntries(classes.map((name, i) => [name, row[i]!])),
    };
  },
  binary({ target: { classes } }, row) {
    const [no, yes] = classes as readonly [string, string];
    const probability = row[0]!;
    const isYes = probability > 0.5;
    return {
      task: "binary",
      class: isYes ? yes : no,
      probability: isYes ? probability : 1 - probability,
      probabilities: { [no]: 1 - probability, [yes]: probability },
    };
  },
  labels: ({ target: { columns } }, row) => ({
    task: "labels",
    labels: columns.filter((_, i) => row[i]! > 0.5),
    probabilities: Object.fromEntries(columns.map((name, i) => [name, row[i]!])),
  }),
  regression: ({ target: { columns } }, row) => ({
    task: "regression",
    values: Object.fromEntries(columns.map((name, i) => [name, row[i]!])),
  }),
};

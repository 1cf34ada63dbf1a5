import type { ExperimentData } from "./spec.ts";

/** Rows in all, and the share of them that is trained on. */
const SEQUENCE_ROWS = 4_800;
const TRAIN_SHARE = 0.8;

/** Rows that each split of mnist trains on when all are taken. */
export const DIGIT_ROWS = { sweep: 50_000, full: 60_000 };

/** Of `rows` sequences, null for all of them, as many train; the others validate. */
export function sequenceTrainRows(rows: number | null): number {
  return Math.round(TRAIN_SHARE * (rows ?? SEQUENCE_ROWS));
}

/** Rows of an epoch. */
export function trainRows(data: ExperimentData): number {
  return data.set === "mnist" ? (data.trainRows ?? DIGIT_ROWS[data.split]) : sequenceTrainRows(data.rows);
}

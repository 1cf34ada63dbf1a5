/** What several rules ask of the evidence. */
import { log } from "../math/log.ts";
import type { ModelSpec } from "../model/spec.ts";
import { defineOptimizer, type OptimizerInput } from "../optimizers/define-optimizer.ts";
import type { EpochEvidence, Evidence, LayerStart } from "./evidence.ts";
import type { DataFacts } from "./measure-data.ts";
import { kindOf, placeLayers } from "./placed-layers.ts";

/**
 * The loss on `of` of who always answers what is usual in `known`: what a network is worth shows against it. Null for
 * losses of which it is not told here.
 */
export function lossOfUsual({ loss }: ModelSpec, known: DataFacts, of: DataFacts): number | null {
  const pairs = known.targets.map(({ mean }, j) => ({ p: mean, t: of.targets[j].mean, of: of.targets[j] }));
  const surprise = (t: number, p: number): number => (t <= 0 ? 0 : -t * log(Math.max(p, 1 / (known.rows + 1))));
  const kind: string = typeof loss === "string" ? loss : kindOf(loss);
  if (kind === "softmax-cross-entropy") return pairs.reduce((sum, { t, p }) => sum + surprise(t, p), 0);
  if (kind === "sigmoid-binary-cross-entropy") {
    return pairs.reduce((sum, { t, p }) => sum + surprise(t, p) + surprise(1 - t, 1 - p), 0) / pairs.length;
  }
  if (kind === "mean-squared-error") {
    const squares = pairs.map(({ t, p, of: { deviation } }) => deviation * deviation + (t - p) * (t - p));
    return squares.reduce((sum, square) => sum + square, 0) / pairs.length;
  }
  return null;
}

/** Figures that follow from the evidence. */
export class Symptoms {
  readonly evidence: Evidence;
  /** updates of an epoch */
  readonly stepsPerEpoch: number;
  /** the loss on the training split of who answers what is usual; else of the first network */
  readonly usual: number | null;
  /** on the training split at the end, without dropout and penalties; null: it diverged */
  readonly trainLoss: number | null;
  readonly last: EpochEvidence | null;
  /** of the inputs, as a layer's: what they tell of a row */
  readonly inputDeviation: number;
  /** after every epoch, without penalties; null: not measured apart */
  readonly trainLosses: readonly number[] | null;

  constructor(evidence: Evidence) {
    const { model, training, data, start, end, epochs } = evidence;
    this.evidence = evidence;
    this.stepsPerEpoch = Math.ceil(training.rows / training.batchSize);
    this.usual = lossOfUsual(model, data, data) ?? start?.loss ?? null;
    this.last = epochs.length === 0 ? null : epochs[epochs.length - 1];
    const { columns } = data;
    this.inputDeviation = Math.sqrt(
      columns.reduce((sum, { deviation }) => sum + deviation * deviation, 0) / columns.length,
    );
    const measured = epochs.flatMap(({ train }) => (train === null ? [] : [train.loss]));
    const isPenalized = placeLayers(model).some(({ spec }) => {
      const of = spec.regularizer as { readonly l1: number; readonly l2: number } | undefined;
      return of !== undefined && (of.l1 !== 0 || of.l2 !== 0);
    });
    // batches are what steps spoil first; what a penalty adds to them says nothing of the answers
    this.trainLosses = !isPenalized
      ? epochs.map(({ batchLoss }) => batchLoss)
      : measured.length === epochs.length
        ? measured
        : null;
    this.trainLoss = this.last?.train?.loss ?? end?.loss ?? null;
  }

  /** What is known of a layer before the first step. */
  startOf(layer: string): LayerStart | null {
    return this.evidence.start?.layers.find((of) => of.layer === layer) ?? null;
  }

  /** Share of the usual loss that is left: 0 is learnt all, 1 nothing; null: not known. */
  get left(): number | null {
    if (this.trainLoss === null || this.usual === null || !(this.usual > 0)) return null;
    return this.trainLoss / this.usual;
  }

  /** Whether more than `share` of the usual loss is left; true where it diverged. */
  isLeft(share: number): boolean {
    if (this.evidence.diverged !== null) return true;
    return this.left !== null && !(this.left <= share);
  }

  /** How often a layer moved by its own size, all steps added up; an epoch's last step stands for all of it. */
  pathOf(layer: string): number {
    let path = 0;
    for (const { health } of this.evidence.epochs) {
      path += (health.find((of) => of.layer === layer)?.updateRatio ?? 0) * this.stepsPerEpoch;
    }
    return path;
  }

  /** The largest update of an epoch's last step, over the size of its layer's weights. */
  largestUpdate({ health }: EpochEvidence): number {
    return health.reduce((most, { updateRatio }) => Math.max(most, updateRatio ?? 0), 0);
  }

  /** The median layer's update at an epoch's end. */
  middleUpdate({ health }: EpochEvidence): number {
    const updates = health.flatMap(({ updateRatio }) => updateRatio ?? []).sort((a, b) => a - b);
    return updates.length === 0 ? 0 : updates[Math.floor((updates.length - 1) / 2)];
  }
}

/** The rate that the optimizer has where none is given. */
export function usualRate({ optimizer: { kind, flavour } }: Pick<Evidence, "optimizer">): number {
  return defineOptimizer({ kind, flavour } as OptimizerInput).learningRate;
}

/** To one digit, as rates are written. */
export function toOneDigit(value: number): number {
  return Number(value.toPrecision(1));
}

/**
 * What a session takes, from its spec alone: it is told before anything is drawn or allocated, and what is beyond a
 * page's means is refused. A link from anywhere is opened by this.
 */
import { featuresOf, layoutOf, placeLayers, SpecError, sizeOf, workOf } from "minibatch";
import { dataSets } from "minibatch-data/sets";
import type { SessionSpec } from "./session-spec.ts";

export interface SessionSize {
  /** weights and biases */
  readonly parameters: number;
  /** of all splits together */
  readonly rows: number;
  /** numbers of a row */
  readonly features: number;
  /** outputs of all layers, for one row */
  readonly activations: number;
  readonly stepsPerEpoch: number;
  /** multiply-adds of one epoch, forward and backward */
  readonly work: number;
}

/** Numbers that a page holds at most, 4 bytes each: beyond lies what a phone's browser ends a page for. */
const MOST = { parameters: 2 ** 24, data: 2 ** 26, batch: 2 ** 25 } as const;

/** Forward, and twice that backward: for the inputs and for the weights. */
const PASSES = 3;

/** Of a spec that is complete. */
export function sizeOfSession({ data, model, training }: Omit<SessionSpec, "seed" | "numerics">): SessionSize {
  const { train, validation, test } = dataSets[data.set].rows(data);
  const work = workOf(model).reduce((sum, layer) => sum + layer, 0);
  return {
    parameters: layoutOf(model).size,
    rows: train + validation + test,
    features: featuresOf(model),
    activations: placeLayers(model).reduce((sum, { output, room }) => sum + sizeOf({ shape: output }) + room, 0),
    stepsPerEpoch: Math.ceil(train / training.batchSize),
    work: PASSES * work * train,
  };
}

/** Throws SpecError at what is too much, naming the field that says it. */
export function checkSize(spec: Omit<SessionSpec, "seed" | "numerics">): void {
  const { parameters, rows, features, activations } = sizeOfSession(spec);
  const check = (path: string, what: string, is: number, most: number, fix: string): void => {
    if (is <= most) return;
    throw new SpecError(path, `cannot be used: ${what} ${is}, a page takes at most ${most}; ${fix}`);
  };
  check("model.layers", "its weights are", parameters, MOST.parameters, "give smaller layers");
  check("data", "its numbers are", rows * features, MOST.data, "give fewer rows");
  const { batchSize } = spec.training;
  check("training.batchSize", "what a batch computes is", batchSize * activations, MOST.batch, "give a smaller one");
}

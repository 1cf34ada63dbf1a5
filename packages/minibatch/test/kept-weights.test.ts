/**
 * With restoreBest a trainer has the best epoch's weights however its training ended, says which, and goes on as if it
 * had not.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeCheckpoint } from "../src/checkpoint/decode.ts";
import { encodeCheckpoint } from "../src/checkpoint/encode.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import { createTrainer, restoreTrainer } from "../src/train/create-trainer.ts";
import { DivergedError } from "../src/train/diverged-error.ts";
import type { EarlyStopping, EpochReport, FitOptions } from "../src/train/fit-options.ts";
import { METRICS } from "../src/train/fit-options.ts";
import type { Trainer } from "../src/train/trainer.ts";
import type { NamedTensor } from "../src/train/weights.ts";
import { drawBlobs, xor } from "./toy-data.ts";

const model: ModelInput = {
  inputs: 4,
  layers: [
    { kind: "dense", units: 5, activation: "tanh" },
    { kind: "dense", units: 2 },
  ],
  loss: "softmax-cross-entropy",
};
const train = drawBlobs(12, 4, 2, 1);
const validation = drawBlobs(9, 4, 2, 2);
const STEPS_PER_EPOCH = 3;
const fit: FitOptions = { epochs: 6, batchSize: 4, validation, evaluateTrain: true };

/** A rate so large that figures go up and down. */
function open(seed = 1): Promise<Trainer> {
  const optimizer = { kind: "sgd", learningRate: 3, momentum: 0.5 } as const;
  return createTrainer({ model, optimizer, seed, numerics: "strict", capacity: 4 });
}

interface Epoch {
  readonly report: EpochReport;
  readonly weights: NamedTensor[];
}

function figureOf({ train: ofTrain, validation: ofValidation }: EpochReport, metric: EarlyStopping["metric"]): number {
  const figures = metric.startsWith("train") ? ofTrain! : ofValidation!;
  return metric.endsWith("loss") ? figures.loss : figures.accuracy!;
}

/** The last epoch that counted as an improvement, counted anew from the figures. */
function bestOf(epochs: readonly Epoch[], { metric, minDelta = 0 }: EarlyStopping): number {
  const sign = metric.endsWith("loss") ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  let bestEpoch = 0;
  for (const { report } of epochs) {
    const value = sign * figureOf(report, metric);
    if (best - value > minDelta) [best, bestEpoch] = [value, report.epoch];
  }
  return bestEpoch;
}

class Left extends Error {}

/** Trains, leaves after `leaveAt` steps if it gets that far, and gives the epochs that it has seen. */
async function trainSome(
  trainer: Trainer,
  options: FitOptions,
  how: "to its end" | "aborted" | "thrown out of onEpoch" | "broken off",
  leaveAt: number,
): Promise<Epoch[]> {
  const epochs: Epoch[] = [];
  const signal = { aborted: false, reason: new Left() };
  const onStep = ({ step }: { step: number }): void => {
    if (how === "aborted" && step === leaveAt) signal.aborted = true;
  };
  const hasCome = (): boolean => trainer.stepCount >= leaveAt;
  const onEpoch = (report: EpochReport): void => {
    epochs.push({ report, weights: trainer.weights() });
    if (how === "thrown out of onEpoch" && hasCome()) throw new Left();
  };
  try {
    for await (const _ of trainer.epochs(train, { ...options, signal, onStep, onEpoch })) {
      if (how === "broken off" && hasCome()) break;
    }
  } catch (error) {
    if (!(error instanceof Left)) throw error;
  }
  return epochs;
}

test("the best epoch's weights are there however the training ended, and it goes on as if it had not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        metric: fc.constantFrom(...METRICS),
        patience: fc.integer({ min: 1, max: 7 }),
        minDelta: fc.constantFrom(0, 0.02, 0.2, 5),
        restoreBest: fc.boolean(),
        how: fc.constantFrom("to its end", "aborted", "thrown out of onEpoch", "broken off" as const),
        leaveAt: fc.integer({ min: 1, max: 6 * STEPS_PER_EPOCH }),
        firstEpochs: fc.integer({ min: 1, max: 6 }),
        throughCheckpoint: fc.boolean(),
        seed: fc.nat(),
      }),
      async ({ how, leaveAt, firstEpochs, throughCheckpoint, seed, ...earlyStopping }) => {
        const whole = await open(seed);
        const expected = await whole.fit(train, { ...fit, earlyStopping });

        const first = await open(seed);
        const epochs = await trainSome(first, { ...fit, earlyStopping, epochs: firstEpochs }, how, leaveAt);
        const best = earlyStopping.restoreBest ? bestOf(epochs, earlyStopping) : epochs.length;
        expect(first.epochCount).toBe(epochs.length);
        // before the first epoch is done there is nothing to put back
        expect(first.keptEpoch).toBe(best);
        if (earlyStopping.restoreBest && best > 0) {
          const { report, weights } = epochs[best - 1];
          expect(first.weights()).toEqual(weights);
          expect(await first.evaluate(validation)).toEqual(report.validation);
          expect(await first.evaluate(train)).toEqual(report.train);
          expect(epochs[epochs.length - 1].report.keptEpoch).toBe(best);
        }

        // one that has come to its end refuses to be asked for it again
        const isOver = first.epochCount === fit.epochs;
        const second = throughCheckpoint || isOver ? await restoreTrainer(first.checkpoint()) : first;
        expect([second.keptEpoch, second.weights()]).toEqual([first.keptEpoch, first.weights()]);
        const after = await second.fit(train, { ...fit, earlyStopping });
        expect([...epochs.map(({ report }) => report), ...after]).toEqual(expected);
        expect(second.checkpoint()).toEqual(whole.checkpoint());
        for (const trainer of [whole, first, second]) trainer.dispose();
      },
    ),
    { numRuns: 100 },
  );
});

test("a training that diverges keeps its best epoch", async () => {
  const trainer = await createTrainer({
    model: { inputs: 4, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" },
    optimizer: { kind: "sgd", learningRate: 100 },
  });
  const line = {
    x: train.x,
    y: { kind: "values", columns: 1, values: new Float32Array(train.x.rows).fill(1) },
  } as const;
  const weights: NamedTensor[][] = [];
  const earlyStopping: EarlyStopping = { metric: "train-loss", patience: 90 };
  const options = {
    epochs: 90,
    evaluateTrain: true,
    earlyStopping,
    onEpoch: () => void weights.push(trainer.weights()),
  };
  await expect(trainer.fit(line, options)).rejects.toThrow(DivergedError);
  expect(weights.length).toBeGreaterThan(2);
  expect(trainer.keptEpoch).toBe(1);
  expect(trainer.weights()).toEqual(weights[0]);
  // gone on with it meets the same
  await expect(trainer.fit(line, options)).rejects.toThrow(DivergedError);
  expect([trainer.epochCount, trainer.keptEpoch]).toEqual([weights.length, 1]);
  trainer.dispose();
});

test("one that is disposed of in its midst has nothing to keep, and says so as ever", async () => {
  const trainer = await open();
  const earlyStopping: EarlyStopping = { metric: "validation-loss", patience: 9, minDelta: 100 };
  const onEpoch = ({ epoch }: EpochReport): void => {
    if (epoch === 2) trainer.dispose();
  };
  await expect(trainer.fit(train, { ...fit, earlyStopping, onEpoch })).rejects.toThrow(
    /^Cannot go on: the trainer was/,
  );
});

describe("after a training whose first epoch was kept", () => {
  // no later epoch counts as an improvement
  const earlyStopping: EarlyStopping = { metric: "validation-loss", patience: 50, minDelta: 1e6 };

  async function ended(epochs = 3): Promise<Trainer> {
    const trainer = await open();
    await trainer.fit(train, { ...fit, epochs, earlyStopping });
    expect([trainer.epochCount, trainer.keptEpoch]).toEqual([epochs, 1]);
    return trainer;
  }

  test("the same training goes on from the last step's weights: two fits are one", async () => {
    const [halves, whole] = [await ended(2), await ended(5)];
    const [report] = await halves.fit(train, { ...fit, epochs: 3, earlyStopping });
    expect(report.keptEpoch).toBe(1);
    await halves.fit(train, { ...fit, epochs: 5, earlyStopping: { ...earlyStopping, patience: 60 } });
    expect(halves.checkpoint()).toEqual(whole.checkpoint());
    for (const trainer of [halves, whole]) trainer.dispose();
  });

  test.each<[string, Partial<FitOptions>]>([
    ["no early stopping", {}],
    ["early stopping of another kind", { earlyStopping: { ...earlyStopping, minDelta: 1e7 } }],
  ])("a training with %s begins from the weights that were kept", async (_, change) => {
    const trainer = await ended();
    const alone = await ended();
    alone.setWeights(trainer.weights());
    const [report] = await trainer.fit(train, { ...fit, epochs: 4, ...change });
    await alone.fit(train, { ...fit, epochs: 4 });
    expect(trainer.weights()).toEqual(alone.weights());
    expect([report.keptEpoch, trainer.keptEpoch]).toEqual([4, 4]);
    for (const each of [trainer, alone]) each.dispose();
  });

  test("an epoch left unfinished is ended as it was begun, whatever is watched", async () => {
    const leave = async (): Promise<Trainer> => {
      const trainer = await open();
      await trainSome(trainer, { ...fit, earlyStopping }, "aborted", 2 * STEPS_PER_EPOCH + 1);
      expect([trainer.epochCount, trainer.keptEpoch]).toEqual([2, 1]);
      return trainer;
    };
    const [plain, same] = [await leave(), await leave()];
    await plain.fit(train, { ...fit, epochs: 3 });
    const ends: NamedTensor[][] = [];
    await same.fit(train, { ...fit, epochs: 3, earlyStopping, onEpoch: () => void ends.push(same.weights()) });
    expect(ends).toEqual([plain.weights()]);
    for (const trainer of [plain, same]) trainer.dispose();
  });

  test.each<[string, (trainer: Trainer) => unknown]>([
    ["a step", (trainer) => trainer.step(train)],
    ["setWeights", (trainer) => trainer.setWeights(trainer.weights().map((tensor) => ({ ...tensor })))],
  ])("%s by hand makes the weights the trainer's own: no fit changes them without training", async (_, change) => {
    const trainer = await ended();
    change(trainer);
    const weights = trainer.weights();
    expect(trainer.keptEpoch).toBe(3);
    const restored = await restoreTrainer(trainer.checkpoint());
    expect(await restored.fit(train, { ...fit, epochs: 3, earlyStopping })).toEqual([]);
    expect([restored.keptEpoch, restored.weights()]).toEqual([3, weights]);
    for (const each of [trainer, restored]) each.dispose();
  });

  test("weights that cannot be set change nothing", async () => {
    const trainer = await ended();
    expect(() => trainer.setWeights([{ name: "nowhere", values: [] as never }])).toThrow("Cannot set nowhere");
    expect(trainer.keptEpoch).toBe(1);
    trainer.dispose();
  });
});

const file = readFileSync(new URL("../fixtures/checkpoint-v1.mbckpt", import.meta.url));

test("a checkpoint of 0.1.0, taken while it trained, goes on and then keeps the best", async () => {
  const trainer = await restoreTrainer(file);
  expect([trainer.epochCount, trainer.keptEpoch]).toEqual([3, 3]);
  const earlyStopping: EarlyStopping = { metric: "validation-loss", patience: 50 };
  const reports = await trainer.fit(xor, { epochs: 60, batchSize: 2, validation: xor, earlyStopping });
  const [{ keptEpoch }] = reports.slice(-1);
  expect(trainer.keptEpoch).toBe(keptEpoch);
  const told = reports.find(({ epoch }) => epoch === keptEpoch)!.validation;
  expect(await trainer.evaluate(xor)).toEqual(told);
  trainer.dispose();
});

test("one of 0.1.0 whose patience had run out has its best epoch's weights, and says so", async () => {
  const { arrays, meta } = decodeCheckpoint(file);
  const best = arrays.find(({ name }) => name === "best.parameters")!.values;
  const put = arrays.map((array) => (array.name === "parameters" ? { ...array, values: best } : array));
  const { patience, ...rest } = meta as { readonly patience: object };
  const trainer = await restoreTrainer(
    encodeCheckpoint(put, { ...rest, patience: { ...patience, bestEpoch: 2, waited: 1 } }),
  );
  expect([trainer.epochCount, trainer.keptEpoch]).toEqual([3, 2]);
  const again = await restoreTrainer(trainer.checkpoint());
  expect([again.keptEpoch, again.weights()]).toEqual([2, trainer.weights()]);
  for (const each of [trainer, again]) each.dispose();
});

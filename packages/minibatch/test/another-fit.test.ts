/** Fits one after the other on one trainer: each goes on where the last ended, or says why it cannot. */
import { describe, expect, test } from "vitest";
import type { Dataset } from "../src/data/dataset.ts";
import { SpecError } from "../src/errors.ts";
import type { ModelInput } from "../src/model/define-model.ts";
import { createTrainer, restoreTrainer } from "../src/train/create-trainer.ts";
import type { EarlyStopping, FitOptions } from "../src/train/fit-options.ts";
import type { Trainer } from "../src/train/trainer.ts";
import { drawBlobs } from "./toy-data.ts";

const model: ModelInput = {
  inputs: 4,
  layers: [
    { kind: "dense", units: 5, activation: "tanh" },
    { kind: "dense", units: 2 },
  ],
  loss: "softmax-cross-entropy",
};
const data = drawBlobs(8, 4, 2, 1);
const other = drawBlobs(12, 4, 2, 2);

function open(schedule: object = { kind: "constant" }): Promise<Trainer> {
  const optimizer = { kind: "sgd", learningRate: 1, schedule } as { kind: "sgd" };
  return createTrainer({ model, optimizer, seed: 1, capacity: 2 });
}

/** Trains until so many steps have been made in this fit. */
async function leaveAfter(trainer: Trainer, train: Dataset, options: FitOptions, steps: number): Promise<void> {
  const controller = new AbortController();
  let made = 0;
  const onStep = (): void => {
    made++;
    if (made === steps) controller.abort(new Error("left"));
  };
  await expect(trainer.fit(train, { ...options, signal: controller.signal, onStep })).rejects.toThrow("left");
}

test.each(["classes first", "shares first"])(
  "targets may be classes in one fit and shares in the next: %s",
  async (order) => {
    const shares = Float32Array.from({ length: 16 }, (_, i) => (data.y.values[i >> 1] === i % 2 ? 0.75 : 0.25));
    const soft: Dataset = { x: data.x, y: { kind: "values", columns: 2, values: shares } };
    const sets = order === "classes first" ? [data, soft] : [soft, data];
    const outcomes = [];
    // looked at by the doctor, at every step that it can be, and not at all
    for (const options of [{ batchSize: 8, doctor: true }, { batchSize: 8 }]) {
      using trainer = await open();
      const reports = [];
      for (const [i, set] of sets.entries()) {
        const [{ batchLoss, train }] = await trainer.fit(set, { ...options, epochs: i + 1, evaluateTrain: true });
        reports.push({
          batchLoss,
          train,
          figures: await trainer.evaluate(set),
          other: await trainer.evaluate(sets[1 - i]),
        });
      }
      outcomes.push({ reports, weights: trainer.weights() });
      expect(reports[0].figures.loss).not.toBe(reports[0].other.loss);
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
  },
);

describe("an unfinished epoch", () => {
  const begun: FitOptions = { epochs: 3, batchSize: 2 };

  test.each<[string, Dataset, Partial<FitOptions>, RegExp]>([
    [
      "batches of another size",
      data,
      { batchSize: 4 },
      /^batchSize: cannot be 4: epoch 2 was left after 1 batches with 2/,
    ],
    ["the default size", data, { batchSize: undefined } as object, /^batchSize: cannot be 8: .* left after 1 batches/],
    [
      "more rows",
      other,
      {},
      /^train\.x\.rows: cannot be 12: epoch 2 was left after 1 batches with 8; end it with that/,
    ],
    ["no new order", data, { shuffle: false }, /^shuffle: cannot be false: .* \(epochs: 2\) before you change it$/],
  ])("is not gone on with in %s", async (_, train, change, message) => {
    for (const isRestored of [false, true]) {
      const first = await open();
      await leaveAfter(first, data, begun, 5);
      const trainer = isRestored ? await restoreTrainer(first.checkpoint()) : first;
      const before = trainer.weights();
      await expect(trainer.fit(train, { ...begun, ...change })).rejects.toThrow(SpecError);
      await expect(trainer.fit(train, { ...begun, ...change })).rejects.toThrow(message);
      expect(trainer.weights()).toEqual(before);
      await trainer.fit(data, { ...begun, epochs: 2 });
      expect((await trainer.fit(train, { ...begun, ...change })).length).toBe(1);
      trainer.dispose();
      first.dispose();
    }
  });
});

describe("a schedule counts the epochs that were trained, whatever their length", () => {
  const schedule = { kind: "step", at: [3], factor: 0.5 };

  test("when the batch size changes between two fits", async () => {
    const trainer = await open(schedule);
    const small = await trainer.fit(data, { epochs: 2, batchSize: 2 });
    const large = await trainer.fit(data, { epochs: 4, batchSize: 8 });
    expect([...small, ...large].map(({ learningRate }) => learningRate)).toEqual([1, 1, 1, 0.5]);
    trainer.dispose();
  });

  test("and those of single steps after a fit", async () => {
    const rateOf = async (steps: number): Promise<number> => {
      const trainer = await open({ kind: "step", at: [3], factor: 1e-30 });
      await trainer.fit(data, { epochs: 2, batchSize: 2 });
      for (let i = 0; i < steps; i++) trainer.step(data, { stepsPerEpoch: 2 });
      const before = trainer.weights();
      trainer.step(data, { stepsPerEpoch: 2 });
      const hasMoved = JSON.stringify(trainer.weights()) !== JSON.stringify(before);
      trainer.dispose();
      return hasMoved ? 1 : 0;
    };
    expect(await Promise.all([0, 1, 2].map(rateOf))).toEqual([1, 1, 0]);
  });
});

describe("step", () => {
  test.each<[object, object | undefined, RegExp]>([
    [{ kind: "step", at: [3], factor: 0.5 }, undefined, /^stepsPerEpoch: is missing: a step schedule counts epochs/],
    [{ kind: "constant" }, { stepsPerEpoch: 0 }, /^stepsPerEpoch: cannot use 0: it must be a whole number at least 1/],
    [{ kind: "constant" }, { stepsPerEpoch: Number.NaN }, /^stepsPerEpoch: cannot use NaN/],
    [{ kind: "constant" }, { stepPerEpoch: 1 }, /^stepPerEpoch: .* did you mean stepsPerEpoch\?/],
    [
      { kind: "reduce-on-plateau" },
      { stepsPerEpoch: 1 },
      /^optimizer\.schedule: cannot be reduce-on-plateau: .* use fit/,
    ],
  ])("with %j and %j is refused", async (schedule, options, message) => {
    const trainer = await open(schedule);
    expect(() => trainer.step(data, options)).toThrow(SpecError);
    expect(() => trainer.step(data, options)).toThrow(message);
    expect(trainer.stepCount).toBe(0);
    trainer.dispose();
  });

  test("needs no stepsPerEpoch for a schedule that counts steps", async () => {
    const trainer = await open({ kind: "step", unit: "step", at: [1], factor: 1e-30 });
    trainer.step(data);
    const before = trainer.weights();
    trainer.step(data);
    expect(trainer.weights()).toEqual(before);
    trainer.dispose();
  });
});

describe("early stopping over several fits", () => {
  const never: EarlyStopping = { metric: "validation-loss", patience: 2, minDelta: 1e6 };
  const fit: FitOptions = { epochs: 9, batchSize: 4, validation: other, evaluateTrain: true };

  async function stopped(): Promise<Trainer> {
    const trainer = await open();
    expect((await trainer.fit(data, { ...fit, earlyStopping: never })).length).toBe(3);
    return trainer;
  }

  test.each<[string, Partial<FitOptions>, number]>([
    ["the same: it has ended", { earlyStopping: never }, 0],
    ["the same, its defaults written out", { earlyStopping: { ...never, restoreBest: true } }, 0],
    ["more patience: it goes on counting", { earlyStopping: { ...never, patience: 4 } }, 2],
    ["none: it trains on", {}, 6],
    ["another figure: it counts anew", { earlyStopping: { ...never, metric: "train-loss" } }, 3],
    ["another improvement: it counts anew", { earlyStopping: { ...never, minDelta: 1e5 } }, 3],
    ["other weights to keep: it counts anew", { earlyStopping: { ...never, restoreBest: false } }, 3],
  ])("%s", async (_, change, more) => {
    const first = await stopped();
    const second = await restoreTrainer(first.checkpoint());
    for (const trainer of [first, second]) {
      expect((await trainer.fit(data, { ...fit, ...change })).length).toBe(more);
      trainer.dispose();
    }
  });

  test("a fit without it in between makes it count anew", async () => {
    const trainer = await stopped();
    await trainer.fit(data, { ...fit, epochs: 4 });
    expect((await trainer.fit(data, { ...fit, earlyStopping: never })).length).toBe(3);
    trainer.dispose();
  });
});

describe("one training at a time", () => {
  const fit: FitOptions = { epochs: 3, batchSize: 2 };
  const refusal = /^Cannot (begin a training|make a step): the trainer is training already; wait for that to end/;

  test("a second fit is refused and leaves no trace in the first", async () => {
    const alone = await open();
    await alone.fit(data, fit);
    const trainer = await open();
    const [first, second] = await Promise.allSettled([trainer.fit(data, fit), trainer.fit(data, fit)]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ status: "rejected", reason: expect.any(TypeError) });
    expect((second as PromiseRejectedResult).reason.message).toMatch(refusal);
    expect(trainer.weights()).toEqual(alone.weights());
    alone.dispose();
    trainer.dispose();
  });

  test("so is a step within a fit, between two reports of one, and neither after it", async () => {
    const trainer = await open();
    await expect(trainer.fit(data, { ...fit, onStep: () => void trainer.step(data) })).rejects.toThrow(refusal);
    expect(trainer.stepCount).toBe(1);
    for await (const { epoch } of trainer.epochs(data, fit)) {
      expect(() => trainer.step(data)).toThrow(refusal);
      if (epoch === 2) break;
    }
    trainer.step(data);
    expect((await trainer.fit(data, fit)).length).toBe(1);
    trainer.dispose();
  });
});

describe("an abort", () => {
  const reason = new Error("enough");
  const fit: FitOptions = { epochs: 2, batchSize: 2, validation: other };

  test("is heard in an evaluation, which is then made again", async () => {
    const cosine = { kind: "cosine", over: 2 };
    const whole = await open(cosine);
    const expected = await whole.fit(data, fit);
    const trainer = await open(cosine);
    const signal = { aborted: false, reason };
    // 4 steps and 6 chunks of validation an epoch; the last step's rest comes before the first chunk
    const pause = {
      everyMs: 0,
      now: () => 0,
      giveWay: async () => {
        if (trainer.stepCount === 4) signal.aborted = true;
      },
    };
    await expect(trainer.fit(data, { ...fit, pause, signal })).rejects.toBe(reason);
    expect([trainer.stepCount, trainer.epochCount]).toEqual([4, 0]);
    expect(await trainer.fit(data, fit)).toEqual(expected);
    expect(trainer.weights()).toEqual(whole.weights());
    whole.dispose();
    trainer.dispose();
  });

  test("is heard while the data are checked, and after the last epoch", async () => {
    const trainer = await open();
    await expect(trainer.fit(data, { ...fit, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(trainer.stepCount).toBe(0);
    const controller = new AbortController();
    const onEpoch = ({ epoch }: { epoch: number }): void => {
      if (epoch === 2) controller.abort(reason);
    };
    await expect(trainer.fit(data, { ...fit, signal: controller.signal, onEpoch })).rejects.toBe(reason);
    expect(trainer.epochCount).toBe(2);
    trainer.dispose();
  });
});

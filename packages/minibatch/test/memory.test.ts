/** A trainer takes its memory when it is made: steps retain nothing and leave next to nothing to collect. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createTrainer, type TrainerOptions } from "../src/train/create-trainer.ts";
import { drawBlobs, drawSparse } from "./toy-data.ts";

setFlagsFromString("--expose-gc");
const collectOnce = runInNewContext("gc") as () => void;

/** Twice: freed array buffers are counted off by a thread beside, which the next collection waits for. */
function collectGarbage(): void {
  collectOnce();
  collectOnce();
}

const STEPS_PER_EPOCH = 1000;
const EPOCHS = 10;
/** By then the engine has compiled what it will; in the first two it keeps some 300 KiB of code. */
const WARM_UP = 10;
/** Measured: about 64 KiB, what the engine itself keeps of code it has compiled anew. */
const RETAINED_BYTES = 256 * 1024;
/** Measured: about 2 KiB. */
const GARBAGE_BYTES_PER_STEP = 4096;

const recipe: TrainerOptions = {
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 16, activation: "relu", regularizer: { l2: 1e-4 } },
      { kind: "dropout", rate: 0.2 },
      { kind: "dense", units: 4 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "adam", globalClipNorm: 1 },
};

function heapBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test.each([
  ["dense rows", drawBlobs(STEPS_PER_EPOCH * 4, 20, 4, 1)],
  ["compressed rows", drawSparse(STEPS_PER_EPOCH * 4, 20, 4, 0.2, 1)],
])("%s: 10,000 steps retain less than 256 KiB, and make less than 4 KiB of garbage each", async (_, data) => {
  const trainer = await createTrainer(recipe);
  const options = { batchSize: 4, shuffle: false };
  await trainer.fit(data, { ...options, epochs: WARM_UP });
  collectGarbage();
  const before = heapBytes();
  let leastGarbage = Infinity;
  for (let epoch = WARM_UP + 1; epoch <= WARM_UP + EPOCHS; epoch++) {
    const start = heapBytes();
    await trainer.fit(data, { ...options, epochs: epoch });
    // a collection in between makes an epoch look better than it is, at most down to what is really retained
    const made = heapBytes() - start;
    if (made > 0) leastGarbage = Math.min(leastGarbage, made);
  }
  collectGarbage();
  expect(trainer.stepCount).toBe(STEPS_PER_EPOCH * (WARM_UP + EPOCHS));
  expect(heapBytes() - before).toBeLessThan(RETAINED_BYTES);
  expect(leastGarbage / STEPS_PER_EPOCH).toBeLessThan(GARBAGE_BYTES_PER_STEP);
  trainer.dispose();
});

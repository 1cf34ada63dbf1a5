/** What of a page's door can be seen without a page; the rest is in test/worker.browser.slow.test.ts. */
import { createTrainer } from "minibatch";
import { pause, trainInWorker } from "minibatch/web";
import { expect, test } from "vitest";
import { drawBlobs } from "../../test/toy-data.ts";

const data = drawBlobs(40, 3, 2, 1);
const recipe = {
  model: { inputs: 3, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
  optimizer: "sgd",
} as const;

test("a training with the pause gives way to what waits, as often as it is told, and learns the same", async () => {
  const train = async (more: object): Promise<readonly unknown[]> => {
    using trainer = await createTrainer(recipe);
    return await trainer.fit(data, { epochs: 3, batchSize: 10, ...more });
  };
  let turns = 0;
  const counted = { ...pause, everyMs: 0, giveWay: () => pause.giveWay().then(() => void turns++) };
  const paused = await train({ pause: counted });
  expect(turns).toBeGreaterThan(12);
  expect(await train({ pause })).toEqual(paused);
  expect(await train({})).toEqual(paused);
  // half of a frame
  expect(pause.everyMs).toBe(8);
  expect(Object.isFrozen(pause)).toBe(true);
});

test("where there are no workers, one line says so and what to do", async () => {
  await expect(trainInWorker(recipe, data, { epochs: 1 })).rejects.toThrow(
    /^Cannot train in a worker: there are no workers here; train on the page instead: trainer\.fit\(data, \{ epochs, pause \}\)$/,
  );
});

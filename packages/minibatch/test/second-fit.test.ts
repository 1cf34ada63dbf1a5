/** A second fit: `epochs` counts what was trained before, so asking for no more of them is a mistake, and told. */
import { expect, test } from "vitest";
import { SpecError } from "../src/errors.ts";
import { createTrainer, restoreTrainer } from "../src/train/create-trainer.ts";
import type { EpochReport } from "../src/train/fit-options.ts";
import { xor } from "./toy-data.ts";

test("to as many epochs as there are, or fewer, it is refused, and changes nothing", async () => {
  using trainer = await createTrainer({
    model: { inputs: 2, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
    optimizer: "sgd",
  });
  expect(await trainer.fit(xor, { epochs: 3, batchSize: 4 })).toHaveLength(3);
  const before = trainer.checkpoint();
  for (const epochs of [1, 3]) {
    const again = trainer.fit(xor, { epochs, batchSize: 4 });
    await expect(again).rejects.toThrow(SpecError);
    await expect(again).rejects.toThrow(
      `epochs: cannot be ${epochs}: the fit before ended with epoch 3, and it counts all of them; give ${3 + epochs} for ${epochs} more`,
    );
  }
  expect(trainer.checkpoint()).toEqual(before);
  expect(await trainer.fit(xor, { epochs: 4, batchSize: 4 })).toHaveLength(1);
  using restored = await restoreTrainer(before);
  // it may have been saved at the very end
  expect(await restored.fit(xor, { epochs: 3, batchSize: 4 })).toEqual([]);
});

test("one that was stopped at its end goes on to it", async () => {
  using trainer = await createTrainer({
    model: { inputs: 2, layers: [{ kind: "dense", units: 2 }], loss: "softmax-cross-entropy" },
    optimizer: "sgd",
  });
  const signal = { aborted: false, reason: new Error("enough") };
  const onEpoch = ({ epoch }: EpochReport): void => {
    signal.aborted = epoch === 2;
  };
  await expect(trainer.fit(xor, { epochs: 2, batchSize: 4, signal, onEpoch })).rejects.toThrow("enough");
  expect(await trainer.fit(xor, { epochs: 2, batchSize: 4 })).toEqual([]);
});

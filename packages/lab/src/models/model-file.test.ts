import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTrainer } from "minibatch";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallTrainTask } from "../../test/small-train-task.ts";
import { InputError } from "../errors.ts";
import { encodeWeights, hashWeights } from "../run/hash-weights.ts";
import { modelOfTrial, readModelFile, writeModelFile } from "./model-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "model-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const task = smallTrainTask(3);
const ORIGIN = { synthetic: true, keptEpoch: 4 } as const;

async function drawWeights(): Promise<Uint8Array> {
  using trainer = await createTrainer({ model: task.model, optimizer: task.optimizer, seed: 99 });
  return encodeWeights(trainer.weights());
}

test("a trial's weights, through a file, come back to the bit, with what it was trained on", async () => {
  const weights = await drawWeights();
  const file = join(folder, "a.minibatch");
  const model = await modelOfTrial(task, weights, "strict", ORIGIN);
  writeModelFile(file, model);
  model.trainer.dispose();
  const { trainer, origin } = await readModelFile(file);
  using opened = trainer;
  expect(Buffer.from(encodeWeights(opened.weights())).equals(weights)).toBe(true);
  expect(origin).toEqual({ name: task.id, data: task.data, ...ORIGIN });
  expect(opened.model).toEqual(task.model);
});

test("a checkpoint of the library is a model too, which does not say what it was trained on", async () => {
  const file = join(folder, "plain.minibatch");
  using trainer = await createTrainer({ model: task.model, optimizer: task.optimizer, seed: 1 });
  writeFileSync(file, trainer.checkpoint());
  const { trainer: opened, origin } = await readModelFile(file);
  using _ = opened;
  expect(hashWeights(opened.weights())).toBe(hashWeights(trainer.weights()));
  expect(origin).toEqual({ name: file, data: null, synthetic: null, keptEpoch: null });
});

test("weights of another network, a file cut short, and none at all are refused in one line", async () => {
  const weights = await drawWeights();
  await expect(modelOfTrial(task, weights.subarray(4), "strict", ORIGIN)).rejects.toThrow(/its weights have \d+ bytes/);
  const file = join(folder, "a.minibatch");
  const model = await modelOfTrial(task, weights, "strict", ORIGIN);
  writeModelFile(file, model);
  model.trainer.dispose();
  writeFileSync(file, readFileSync(file).subarray(0, -10));
  await expect(readModelFile(file)).rejects.toThrow(InputError);
  await expect(readModelFile(join(folder, "none"))).rejects.toThrow("there is no such file");
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTrainer, decodeCheckpoint, encodeCheckpoint, type NamedArray } from "minibatch";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallTrainTask } from "../../test/small-train-task.ts";
import { InputError } from "../errors.ts";
import { encodeWeights, hashWeights } from "../training/hash-weights.ts";
import { modelOfTrial, readModelFile, writeModelFile } from "./model-file.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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

/** The bytes of a model file, and what its header says. */
async function writeModel(file: string) {
  const model = await modelOfTrial(task, await drawWeights(), "strict", ORIGIN);
  writeModelFile(file, model);
  model.trainer.dispose();
  const bytes = readFileSync(file);
  return { bytes, ...(decodeCheckpoint(bytes) as { arrays: NamedArray[]; meta: Record<string, Json> }) };
}

/** Null for a network that opens, which is disposed of. */
async function refusalOf(file: string): Promise<string | null> {
  try {
    (await readModelFile(file)).trainer.dispose();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/^Cannot open the model [^\n]+$/);
    return (error as Error).message;
  }
}

test("a file that claims what it cannot have is refused by its name, before memory is taken for it", async () => {
  const file = join(folder, "a.minibatch");
  const { arrays, meta } = await writeModel(file);
  const refusalWith = (changes: object) => {
    writeFileSync(file, encodeCheckpoint(arrays, { ...meta, ...changes }));
    return refusalOf(file);
  };
  for (const capacity of [1e8, 2 ** 31, 2 ** 32, 1e12, Number.MAX_SAFE_INTEGER]) {
    expect(await refusalWith({ capacity })).toContain(`its capacity of ${capacity} rows does not fit into memory`);
  }
  for (const kernels of ["cuda", "__proto__", ""]) {
    expect(await refusalWith({ kernels })).toMatch(
      /strict training on .*; or open it with the minibatch that wrote it$/,
    );
  }
  for (const origin of [5, null, [], { name: 5 }, { data: 7 }, { data: { set: "nowhere" } }, { synthetic: "yes" }]) {
    expect(await refusalWith({ origin })).toMatch(
      /: its origin(?:\.\w+)? is not what minibatch writes there; use another/,
    );
  }
  expect(await refusalWith({ recipe: { ...(meta.recipe as object), seed: -1 } })).toContain("recipe.seed is -1");
});

test("whatever is changed in a header, or cut off a file, it opens or is refused in one line", async () => {
  const file = join(folder, "a.minibatch");
  const { bytes, arrays, meta } = await writeModel(file);
  const odd: Json[] = [null, -1, 1e300, 2 ** 53, 1.5, "", "x", "\u001b[2J\n", [], {}, true, [[1]]];
  const places = placesOf(meta);
  let opened = 0;
  for (let i = 0; i < 200; i++) {
    const changed = structuredClone(meta);
    const place = places[(i * 7) % places.length]!;
    setAt(changed, place, odd[i % odd.length]!);
    writeFileSync(file, encodeCheckpoint(arrays, changed));
    if ((await refusalOf(file)) === null) opened++;
  }
  expect(opened).toBeLessThan(100);
  for (let i = 0; i < 60; i++) {
    const damaged = Buffer.from(bytes.subarray(0, i % 2 === 0 ? bytes.length : Math.floor((bytes.length * i) / 60)));
    if (i % 2 === 0) damaged[(i * 977) % damaged.length]! ^= 1 << (i % 8);
    writeFileSync(file, damaged);
    expect(await refusalOf(file)).not.toBeNull();
  }
});

test("what is no file, or cannot be reached, is refused without waiting for it", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const circle = join(folder, "circle");
  symlinkSync(circle, circle);
  expect(await refusalOf(pipe)).toMatch(/pipe: it is a folder, a pipe or a device, should be a file; name a file$/);
  expect(await refusalOf(folder)).toMatch(/: it is a folder, a pipe or a device, should be a file; name a file$/);
  expect(await refusalOf(circle)).toMatch(/circle: its links lead to each other in a circle; name the file itself$/);
});

/** Every place in it, as keys from the top. */
function placesOf(value: Json, above: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [above];
  const below = Object.entries(value).flatMap(([key, item]) => placesOf(item, [...above, key]));
  return above.length === 0 ? below : [above, ...below];
}

function setAt(value: Json, place: readonly string[], item: Json): void {
  let at = value as Record<string, Json>;
  for (const key of place.slice(0, -1)) at = at[key] as Record<string, Json>;
  at[place.at(-1)!] = item;
}

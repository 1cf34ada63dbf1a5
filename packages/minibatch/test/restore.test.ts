/**
 * A checkpoint from anywhere either opens as it was, or is rejected in one line before memory is taken for what it
 * says.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeCheckpoint } from "../src/checkpoint/decode.ts";
import { encodeCheckpoint } from "../src/checkpoint/encode.ts";
import { FormatError, SpecError } from "../src/errors.ts";
import { createReferenceBackend } from "../src/reference/backend.ts";
import { createTrainer, restoreTrainer } from "../src/train/create-trainer.ts";
import { expectClose } from "./expect-close.ts";
import { xor } from "./toy-data.ts";

const file = readFileSync(new URL("../fixtures/checkpoint-v1.mbckpt", import.meta.url));
const { arrays, meta } = decodeCheckpoint(file);

/** The fixture's meta with the value at a path replaced. */
function metaWith(path: string, value: unknown): unknown {
  const changed = structuredClone(meta) as Record<string, unknown>;
  const keys = path.split(".");
  let place = changed;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[keys[keys.length - 1]] = value;
  return changed;
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const error = await restoreTrainer(bytes).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FormatError);
  expect((error as Error).message).toMatch(/^Cannot restore the trainer: [^\n]+$/);
  return (error as Error).message;
}

describe("a checkpoint of version 1", () => {
  test("restores to the trainer that 0.1.0 saved", async () => {
    const trainer = await restoreTrainer(file);
    expect([trainer.backendName, trainer.stepCount, trainer.epochCount]).toEqual(["wasm-strict", 6, 3]);
    expect((await trainer.evaluate(xor)).loss).toBe(0.6524326523525052);
    expectClose(trainer.weights()[3].values, [-0.07227876782417297, 0.07227878272533417], {});
    trainer.dispose();
  });

  test("goes on as the training it was taken from", async () => {
    const recipe = JSON.parse(JSON.stringify((meta as { recipe: object }).recipe));
    const whole = await createTrainer({ ...recipe, numerics: "strict" });
    const options = {
      epochs: 8,
      batchSize: 2,
      validation: xor,
      earlyStopping: { metric: "validation-loss", patience: 50 },
    } as const;
    await whole.fit(xor, options);
    const trainer = await restoreTrainer(file);
    await trainer.fit(xor, options);
    expect(trainer.weights()).toEqual(whole.weights());
    trainer.dispose();
    whole.dispose();
  });

  test("is refused on kernels of another precision", async () => {
    await expect(restoreTrainer(file, { backend: createReferenceBackend("float64") })).rejects.toThrow(
      new SpecError(
        "backend",
        "cannot be reference-float64: the checkpoint is of float32; give a backend of float32, or none",
      ),
    );
  });
});

describe("other kernels", () => {
  test("do not go on with a strict training, whose bits they would not give", async () => {
    for (const options of [{}, { numerics: "strict" }] as const) {
      await expect(restoreTrainer(file, { ...options, backend: createReferenceBackend("float32") })).rejects.toThrow(
        'backend: cannot be reference-float32: the checkpoint is of a strict training on wasm-strict, which no other continues bit for bit; give that one, or numerics: "fast"',
      );
    }
  });

  test("do when it is said that other bits will do", async () => {
    const backend = createReferenceBackend("float32");
    const trainers = [
      await restoreTrainer(file, { numerics: "fast", backend }),
      await restoreTrainer(file, { numerics: "fast" }),
    ];
    expect(trainers.map((trainer) => trainer.checkpoint().length > 0)).toEqual([true, true]);
    for (const trainer of trainers) trainer.dispose();
  });

  test("may be changed where the training was fast", async () => {
    const fast = encodeCheckpoint(arrays, { ...(meta as object), numerics: "fast", kernels: "wasm-relaxed" });
    for (const options of [{}, { numerics: "strict" }, { backend: createReferenceBackend("float32") }] as const)
      (await restoreTrainer(fast, options)).dispose();
  });
});

describe("a checkpoint whose CRC is right but that no trainer wrote is refused", () => {
  test.each([
    ["kind", "weights", /holds something else/],
    ["recipe", null, /its recipe is null but must be an object/],
    ["recipe.seed", -1, /its recipe.seed is -1 but must be a whole number/],
    ["recipe.model.layers", [], /its specification is wrong \(layers: cannot use/],
    ["recipe.optimizer.kind", "adamm", /its specification is wrong \(optimizer\.kind: .*did you mean adam\?\)/],
    ["precision", "float16", /its precision is float16 but must be float32 or float64/],
    ["numerics", undefined, /its numerics is undefined but must be fast or strict/],
    ["kernels", null, /its kernels is null but must be a name/],
    ["capacity", 0, /its capacity is 0 but must be a whole number, at least 1/],
    ["step", 1.5, /its step is 1.5/],
    ["progress", 3, /its progress is 3 but must be an object/],
    ["progress.epoch", "3", /its progress.epoch is 3 but must be a whole number/],
    ["progress.lossSum", null, /its progress.lossSum is null but must be a finite number/],
    [
      "progress.lastUpdate",
      { gradientNorms: [null], updateRatios: [] },
      /its progress.lastUpdate.gradientNorms is null/,
    ],
    ["progress.plan", 1, /its progress.plan is 1 but must be an object/],
    ["progress.plan", { rows: 4, batchSize: 0, shuffle: true }, /its progress.plan.batchSize is 0/],
    [
      "progress.plan",
      { rows: 4, batchSize: 2, shuffle: 1 },
      /its progress.plan.shuffle is 1 but must be true or false/,
    ],
    ["patience.metric", "loss", /its patience.metric is loss but must be validation-loss or/],
    ["patience.best", "low", /its patience.best is low but must be a finite number/],
  ])("%s: %j", async (path, value, message) => {
    expect(await refusal(encodeCheckpoint(arrays, metaWith(path, value)))).toMatch(message);
  });

  test.each([null, 5, "trainer", []])("meta %j", async (given) => {
    expect(await refusal(encodeCheckpoint(arrays, given))).toMatch(/holds something else/);
  });

  test.each(arrays.map(({ name }, i) => [name, i] as const))("%s missing, or one number short", async (name, i) => {
    if (name !== "best.parameters") {
      expect(await refusal(encodeCheckpoint(arrays.toSpliced(i, 1), meta))).toMatch(`has no numbers of ${name}`);
    }
    const longer = new Float32Array(arrays[i].values.length + 1);
    expect(await refusal(encodeCheckpoint(arrays.with(i, { name, values: longer }), meta))).toMatch(
      `has ${longer.length} numbers of ${name} but the model needs ${longer.length - 1}`,
    );
  });

  test("a model of a billion units, before memory is taken for it", async () => {
    const before = process.memoryUsage();
    const layers = structuredClone(
      (meta as { recipe: { model: { layers: { units: number }[] } } }).recipe.model.layers,
    );
    layers[0].units = 1e9;
    expect(await refusal(encodeCheckpoint(arrays, metaWith("recipe.model.layers", layers)))).toMatch(
      /has 17 numbers of parameters but the model needs 5000000002/,
    );
    expect(process.memoryUsage().rss - before.rss).toBeLessThan(2 ** 27);
  });

  test("an arena for 10^12 rows is refused in one line", async () => {
    await expect(restoreTrainer(encodeCheckpoint(arrays, metaWith("capacity", 1e12)))).rejects.toThrow(
      /^Cannot restore the trainer: its capacity of 1000000000000 rows does not fit into memory \(Cannot allocate \d+ bytes .*\); use another copy$/,
    );
  });
});

test("a checkpoint taken in an epoch's last step keeps what the doctor measured there", async () => {
  const options = { epochs: 2, batchSize: 2, doctor: true } as const;
  const trainer = await createTrainer({ ...JSON.parse(JSON.stringify((meta as { recipe: object }).recipe)) });
  let bytes: Uint8Array = new Uint8Array(0);
  const expected = await trainer.fit(xor, {
    ...options,
    onStep: ({ step }) => {
      if (step === 2) bytes = trainer.checkpoint();
    },
  });
  const restored = await restoreTrainer(bytes);
  expect(await restored.fit(xor, options)).toEqual(expected);
  expect(expected[0].health[0].gradientNorm).toBeGreaterThan(0);
  trainer.dispose();
  restored.dispose();
});

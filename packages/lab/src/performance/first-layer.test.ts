import { createTrainer, type ModelInput } from "minibatch";
import { expect, test } from "vitest";
import { lookAtFirstLayer, type PictureSize } from "./first-layer.ts";

const shown = { picture: "data:image/png;base64,AAAA", ratio: 1, place: "test row 1", truth: null };

async function look(model: ModelInput, size: PictureSize, numbers: readonly number[] = []) {
  const trainer = await createTrainer({ model, optimizer: "sgd", seed: 1, numerics: "strict" });
  try {
    const weights = trainer.weights();
    return { first: lookAtFirstLayer(trainer.model, weights, size, { numbers, shown }), weights };
  } finally {
    trainer.dispose();
  }
}

const dense = (units: number) => ({ kind: "dense", units }) as const;

test("each unit of a dense layer has a picture of its weights, as the pixels of the input lie", async () => {
  const size = { height: 4, width: 3, channels: 2 };
  const layers = [{ kind: "dropout", rate: 0.5 } as const, { kind: "flatten" } as const, dense(5), dense(2)];
  const { first, weights } = await look({ inputs: [4, 3, 2], layers, loss: "softmax-cross-entropy" }, size);
  expect(first).toEqual({ name: "layer3", filters: { ...size, units: 5, values: weights[0]!.values }, answers: null });
});

test("where weights do not lie as the picture does, nothing is seen", async () => {
  const model: ModelInput = { inputs: 12, layers: [dense(2)], loss: "softmax-cross-entropy" };
  expect((await look(model, { height: 5, width: 2, channels: 1 })).first).toBeNull();
  expect((await look(model, { height: 1, width: 12, channels: 1 })).first).toBeNull();
  expect((await look(model, { height: 2, width: 1, channels: 6 })).first).toBeNull();
  expect((await look(model, { height: 4, width: 3, channels: 1 })).first).not.toBeNull();
});

test("a convolution's filters are its kernels, and its channels answer to the row", async () => {
  const size = { height: 4, width: 3, channels: 2 };
  const numbers = Array.from({ length: 24 }, (_, i) => ((i * 7) % 11) / 11 - 0.3);
  const layers = [
    { kind: "conv2d", filters: 3, kernel: 2, activation: "relu" } as const,
    { kind: "flatten" } as const,
    dense(2),
  ];
  const model: ModelInput = { inputs: [4, 3, 2], layers, loss: "softmax-cross-entropy" };
  const { first, weights } = await look(model, size, numbers);
  const { values } = weights[0]!;
  expect(first).toMatchObject({ name: "layer1", filters: { height: 2, width: 2, channels: 2, units: 3, values } });
  // biases are 0
  const expected = [0, 1, 2].flatMap((y) =>
    [0, 1].flatMap((x) =>
      [0, 1, 2].map((unit) => {
        let sum = 0;
        for (const [dy, dx, c] of [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1].map((d) => [a, b, d] as const)))) {
          sum += numbers[((y + dy) * 3 + x + dx) * 2 + c]! * values[((dy * 2 + dx) * 2 + c) * 3 + unit]!;
        }
        return Math.max(0, sum);
      }),
    ),
  );
  const { answers } = first!;
  expect(answers).toMatchObject({ height: 3, width: 2, channels: 1, units: 3, of: shown });
  expect(expected.some((value) => value > 0.1)).toBe(true);
  for (const [i, value] of expected.entries()) expect(answers!.values[i]).toBeCloseTo(value, 12);
});

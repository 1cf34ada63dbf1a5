/** Threads wait for each other only where one needs what another made: a barrier more gives the same bits, later. */
import { afterEach, expect, test, vi } from "vitest";
import { drawBlobs } from "../../../test/toy-data.ts";
import { everyWasmBackend } from "../../../test/wasm-backends.ts";
import { createTrainer, type TrainerOptions } from "../../train/create-trainer.ts";
import type { Trainer } from "../../train/trainer.ts";
import { op } from "./opcodes.ts";
import { Words } from "./words.ts";

afterEach(() => void vi.restoreAllMocks());

const [backend] = await everyWasmBackend();
const data = drawBlobs(32, 20, 3, 1);
const names = new Map<number, string>(Object.entries(op).map(([name, code]) => [code, name]));

const layers = [
  { kind: "dense", units: 8, activation: "tanh" },
  { kind: "dense", units: 3 },
] as const;

/** The operations of a program, one after the other. */
async function operationsOf(
  optimizer: TrainerOptions["optimizer"],
  use: (trainer: Trainer) => Promise<unknown>,
): Promise<string[]> {
  const emit = vi.spyOn(Words.prototype, "emit");
  using trainer = await createTrainer({
    model: { inputs: 20, layers, loss: "softmax-cross-entropy" },
    optimizer,
    backend,
  });
  await use(trainer);
  return emit.mock.calls.map(([code]) => names.get(code) ?? String(code));
}

test("passing rows forward: rows that follow rows need none but the last", async () => {
  expect(await operationsOf("sgd", (trainer) => trainer.predict(data.x))).toEqual([
    "denseForward",
    "activate",
    "denseForward",
    "softmax",
    "barrier",
  ]);
});

/** Errors go back in rows as figures came in rows; gradients are shared out anew, after all have seen what is not finite. */
const STEP = [
  ...["denseForward", "activate", "denseForward", "softmax", "backwardInput", "activateBackward", "barrier"],
  ...["stopUnlessFinite", "denseGradient", "columnSums", "denseGradient", "columnSums", "barrier"],
];

const fit = (trainer: Trainer): Promise<unknown> => trainer.fit(data, { epochs: 1, batchSize: 32 });

test("a step of plain descent", async () => {
  expect(await operationsOf("sgd", fit)).toEqual(STEP);
});

test("a step of Adam, whose update goes over all parameters", async () => {
  expect(await operationsOf("adam", fit)).toEqual([...STEP, "update", "barrier"]);
});

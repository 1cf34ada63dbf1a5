/** A session, without a page: what it is told to do, and that it trains as Node does. */
import { createTrainer } from "minibatch";
import { drawRows } from "minibatch-data/sets";
import { defineSession, fitOptionsOf, hashWeights, trainerOptionsOf } from "study/session";
import { afterEach, describe, expect, test } from "vitest";
import { type KeptHost, keepFrames } from "../../test/session-host.ts";
import { Session } from "./session.ts";

const spec = defineSession({
  data: { set: "spirals", rows: 120, validation: 0.25, test: 0 },
  model: {
    hidden: [
      { kind: "dense", units: 8, activation: "relu" },
      { kind: "dropout", rate: 0.1 },
    ],
  },
  optimizer: { kind: "adam", learningRate: 0.01 },
  training: { epochs: 12, batchSize: 20 },
});
/** 90 rows */
const STEPS_PER_EPOCH = 5;

let host: KeptHost;
let opened: Session | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function open(one = spec): Promise<Session> {
  host = keepFrames();
  opened = await Session.open(one, host);
  host.session = opened;
  return opened;
}

/** The same in one go, by the library alone. */
async function trainAlone(epochs: number): Promise<string> {
  const splits = drawRows(spec.data, spec.seed);
  using trainer = await createTrainer(trainerOptionsOf(spec));
  await trainer.fit(splits.train, { ...fitOptionsOf(spec, splits), doctor: false, evaluateTrain: false, epochs });
  return hashWeights(trainer.weights());
}

test("it trains its epochs to the bits of a fit in one go, and then as many again", async () => {
  const session = await open();
  await session.train();
  const { step, epoch, curves } = await host.until(({ state }) => state === "ended");
  expect([step, epoch]).toEqual([12 * STEPS_PER_EPOCH, 12]);
  expect([...curves.epochs]).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(session.hash()).toEqual({ step, sha256: await trainAlone(12) });
  await session.train();
  await host.until(({ state, epoch }) => state === "ended" && epoch === 24);
  expect(session.hash().sha256).toBe(await trainAlone(24));
});

test("steps are counted exactly, over the ends of epochs too, and the training goes on from there", async () => {
  const session = await open();
  for (const [steps, after] of [
    [1, 1],
    [3, 4],
    [1, 5],
    [7, 12],
  ] as const) {
    const told = host.until(({ state, step }) => state === "paused" && step === after);
    await session.train(steps);
    const { epoch, curves } = await told;
    expect([epoch, curves.epochs.length]).toEqual(Array(2).fill(Math.floor(after / STEPS_PER_EPOCH)));
  }
  expect(host.frames.at(-1)?.steps.steps.length).toBe(12);
  await session.train();
  await host.until(({ state }) => state === "ended");
  expect(session.hash().sha256).toBe(await trainAlone(12));
});

test("a pause holds it until it is told to go on", async () => {
  const session = await open(defineSession({ ...spec, training: { ...spec.training, epochs: 100_000 } }));
  await session.train();
  await host.until(({ step }) => step > 20);
  const paused = host.until(({ state }) => state === "paused");
  session.pause();
  const { step } = await paused;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.hash().step).toBe(step);
  const on = host.until((frame) => frame.step > step);
  await session.train();
  expect((await on).state).toBe("training");
});

test("what is watched is measured at once, before any step and after", async () => {
  const session = await open();
  const first = host.until(({ views }) => views.boundary !== undefined);
  await session.watch(["boundary", "weights"]);
  const { views, step } = await first;
  expect(step).toBe(0);
  expect(views.weights).toMatchObject({ layer: "layer1", shape: [1, 2], units: 8 });
  expect(views.weights?.values).toHaveLength(16);
  const told = host.until((frame) => frame.state === "paused" && frame.step === 3);
  await session.train(3);
  expect((await told).views.boundary?.classes).toHaveLength(64 * 64);
});

test("every view that applies is measured, and agrees with what the network answers", async () => {
  const session = await open();
  expect(session.opened.views).toEqual(["boundary", "weights", "units", "activations", "confusion"]);
  const told = host.until(({ views }) => views.confusion !== undefined);
  await session.watch(session.opened.views);
  const { views } = await told;
  const confusion = views.confusion!;
  expect(confusion.counts.reduce((sum, count) => sum + count, 0)).toBe(confusion.rows);
  expect(confusion.misread.length).toBe(confusion.rows - [0, 4, 8].reduce((sum, i) => sum + confusion.counts[i]!, 0));
  // dropout answers what it is given: it is no layer of its own
  expect(views.activations?.layers.map(({ layer }) => layer)).toEqual(["layer1", "layer3"]);
  expect(views.units?.layers.map(({ layer, units }) => [layer, units])).toEqual([["layer1", 8]]);
});

test("a row is answered layer by layer as the weights say", async () => {
  const session = await open();
  const { outputs, layers } = await session.answer(Float32Array.of(0.5, -0.25));
  using trainer = await createTrainer(trainerOptionsOf(spec));
  const [weights, biases] = trainer.weights().map(({ values }) => values);
  const hidden = Array.from({ length: 8 }, (_, unit) =>
    Math.max(0, 0.5 * weights![unit]! - 0.25 * weights![8 + unit]! + biases![unit]!),
  );
  expect(layers[0]?.values).toHaveLength(8);
  for (const [unit, value] of hidden.entries()) expect(layers[0]?.values[unit]).toBeCloseTo(value, 6);
  const raised = layers[1]!.values.map(Math.exp);
  const sum = raised.reduce((a, b) => a + b, 0);
  for (const [i, share] of outputs.entries()) expect(share).toBeCloseTo(raised[i]! / sum, 6);
});

test("what was drawn of a session before is no answer to this one", async () => {
  const session = await open();
  // before it has told anything, as the page may when another was opened meanwhile
  await session.see(7);
  const told = host.until(({ step }) => step === 1);
  await session.train(1);
  expect((await told).number).toBeGreaterThan(0);
});

describe("a training that cannot go on", () => {
  test("says why in the library's words, with advice that is a session", async () => {
    const wild = defineSession({ ...spec, optimizer: { kind: "sgd", learningRate: 1e30 } });
    const session = await open(wild);
    await session.train();
    const frame = await host.until(({ state }) => state === "diverged");
    expect(frame.diverged).toMatch(/step \d/);
    const advices = frame.findings.flatMap((finding) => finding.advices);
    expect(advices.some(({ spec: advised }) => advised !== null)).toBe(true);
    for (const { spec: advised } of advices) if (advised !== null) expect(defineSession(advised)).toEqual(advised);
  });
});

import { createRequire } from "node:module";
import { createTrainer } from "minibatch";
import { expect, test } from "vitest";
import { CASES, type TimedCase } from "./cases.ts";
import { shareOf } from "./open-peers.ts";
import { startPeer } from "./peer-process.ts";
import { asFloats, drawOrder, gatherRows, trainingRows } from "./peers/data.ts";
import { drawLenet, LENET_SHAPES, lenet, transpose } from "./peers/lenet.ts";
import { stepsOf } from "./peers/one-convolution.ts";
import type { Work } from "./peers/work.ts";
import { listPeers, OURS, type PeerKind } from "./peers.ts";

/** What has to be installed, `npm ci` in this folder, for a peer that trains convolutions. */
const MODULES: Readonly<Record<string, string>> = {
  "jax-js": "@jax-js/jax",
  "TensorFlow.js cpu": "@tensorflow/tfjs-backend-cpu",
};
const PEERS = listPeers().filter(({ name }) => name in MODULES);

function isInstalled({ name }: PeerKind): boolean {
  try {
    createRequire(import.meta.url).resolve(MODULES[name]!);
    return true;
  } catch {
    return false;
  }
}

function caseOf(id: string): TimedCase {
  return CASES.find((timed) => timed.id === id)!;
}

async function open({ starts }: PeerKind, work: Work) {
  const { program, script, call } = starts[0]!;
  const peer = await startPeer([program, script, JSON.stringify(work), ...call], {});
  if ("missing" in peer) throw new Error(peer.missing);
  return peer;
}

/** Few rows, drawn: neither data nor patience is needed. */
const LENET: Work = { ...caseOf("J").work, source: "noise", batch: 10, rows: 40, threads: 1, data: "" };
const CONVOLUTION: Work = { ...caseOf("K").work, batch: 2, rows: 2, threads: 1, data: "" };
const STEPS = 3;

/** Of LeNet with the weights that the peers get, on the batches that they draw. */
async function ourLosses(): Promise<number[]> {
  const options = { model: lenet, optimizer: { kind: "sgd", learningRate: LENET.rate } } as const;
  const drawn = drawLenet();
  const plain = await createTrainer(options);
  const named = plain.weights().map(({ name, shape, values }) => {
    const layer = LENET_SHAPES.findIndex((own) => own.join() === shape.join());
    return { name, shape, values: layer < 0 ? values.map(() => 0) : drawn[layer]! };
  });
  plain.dispose();
  const trainer = await createTrainer({ ...options, start: { model: named } });
  const train = trainingRows(LENET);
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const order = drawOrder(LENET.rows);
    const values = gatherRows(asFloats(train), 784, order, 0, LENET.batch);
    const labels = Uint8Array.from(order.subarray(0, LENET.batch), (row) => train.labels[row]!);
    losses.push(
      trainer.step({
        x: { kind: "dense", rows: LENET.batch, features: 784, values, scale: 1 },
        y: { kind: "classes", values: labels },
      }),
    );
  }
  trainer.dispose();
  return losses;
}

/** Once: orders are drawn as a process draws its first ones. */
let once: Promise<number[]> | null = null;

for (const peer of PEERS) {
  test.skipIf(!isInstalled(peer))(`${peer.name}: LeNet's first losses are ours within 1e-5`, async () => {
    once ??= ourLosses();
    const ours = await once;
    expect(new Set(ours).size).toBe(STEPS);
    const process = await open(peer, LENET);
    try {
      for (const own of ours) {
        const { loss } = await process.train(LENET.batch / LENET.rows);
        expect(Math.abs(loss / own - 1)).toBeLessThan(1e-5);
      }
    } finally {
      process.close();
    }
  });

  test.skipIf(!isInstalled(peer))(`${peer.name}: a convolution's results are ours within 1e-5`, async () => {
    const both = await Promise.all([OURS, peer].map((kind) => open(kind, CONVOLUTION)));
    try {
      await both[0]!.train(1);
      const [ours, theirs] = await Promise.all(both.map((process) => process.evaluate()));
      expect(Math.abs(theirs!.loss / ours!.loss - 1)).toBeLessThan(1e-5);
    } finally {
      for (const process of both) process.close();
    }
  });
}

test("a peer's share of a case is whole steps, or whole rows of one", () => {
  for (const timed of CASES.filter(({ shares }) => shares !== undefined)) {
    for (const kind of PEERS) {
      const { rows, batch } = timed.work;
      const trained = timed.amount * shareOf(timed, kind) * rows;
      const count = trained < batch ? trained : trained / batch;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeCloseTo(Math.round(count), 9);
    }
  }
  expect(stepsOf(2, { rows: 320, batch: 32 })).toEqual(new Array(20).fill(32));
  expect(stepsOf(2 / 640, { rows: 320, batch: 32 })).toEqual([1]);
});

test("numbers are put into another order of axes", () => {
  const values = Float32Array.from({ length: 24 }, (_, n) => n);
  const turned = transpose(values, [2, 3, 4], [2, 0, 1]);
  // place [c, a, b] of the new order has number [a, b, c] of the old one
  expect(turned[(3 * 2 + 1) * 3 + 2]).toBe((1 * 3 + 2) * 4 + 3);
  expect(transpose(turned, [4, 2, 3], [1, 2, 0])).toEqual(values);
});

/** Times minibatch against NumPy on one thread, epoch by epoch in turn; see README.md beside this file. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { createTrainer, type Dataset } from "minibatch";

const [dataFolder, roundsText = "9"] = process.argv.slice(2);
if (dataFolder === undefined)
  throw new Error("Cannot compare: no data directory is given; call node bench/compare.ts DATA_DIR");
const mnist = join(dataFolder, "mnist");
const rounds = Number(roundsText);

interface Timing {
  readonly seconds: number;
  readonly loss: number;
}

function readFile(name: string, header: number): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(join(mnist, `${name}-ubyte.gz`)))).subarray(header);
}

const glorot = { kind: "glorot-normal", truncated: false } as const;
const train: Dataset = {
  x: { kind: "dense", rows: 60_000, features: 784, values: readFile("train-images-idx3", 16), scale: 1 / 255 },
  y: { kind: "classes", values: readFile("train-labels-idx1", 8) },
};
using trainer = await createTrainer({
  model: {
    inputs: 784,
    layers: [
      { kind: "dense", units: 200, activation: "relu", weights: glorot },
      { kind: "dense", units: 100, activation: "relu", weights: glorot },
      { kind: "dense", units: 10, weights: glorot },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd", learningRate: 0.1 },
  seed: 1,
});
const epochs = trainer.epochs(train, { epochs: rounds + 1, batchSize: 100 });

async function trainOnce(): Promise<Timing> {
  const begin = performance.now();
  const { value } = await epochs.next();
  if (value === undefined) throw new Error("the epochs ended early");
  return { seconds: (performance.now() - begin) / 1000, loss: value.batchLoss };
}

const python = spawn("python3", [join(import.meta.dirname, "epoch.py"), mnist], { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

async function trainInPython(): Promise<Timing> {
  python.stdin.write("\n");
  const { value, done } = await answers.next();
  if (done === true) throw new Error("python3 with NumPy did not answer; its message is above");
  const [seconds, loss] = value.split(" ").map(Number) as [number, number];
  return { seconds, loss };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

await trainOnce(); // warm: compiled code, compressed rows
await trainInPython();
const pairs: { ours: Timing; theirs: Timing }[] = [];
for (let round = 1; round <= rounds; round++) {
  const pair = { ours: await trainOnce(), theirs: await trainInPython() };
  pairs.push(pair);
  const [a, b] = [pair.ours.seconds, pair.theirs.seconds];
  console.log(`round ${round}: minibatch ${a.toFixed(3)} s, NumPy ${b.toFixed(3)} s, ratio ${(a / b).toFixed(2)}`);
}
python.stdin.end();
const last = pairs.at(-1)!;
console.log(
  `median: minibatch (${trainer.backendName}) ${median(pairs.map(({ ours }) => ours.seconds)).toFixed(3)} s, ` +
    `NumPy ${median(pairs.map(({ theirs }) => theirs.seconds)).toFixed(3)} s, ` +
    `ratio ${median(pairs.map(({ ours, theirs }) => ours.seconds / theirs.seconds)).toFixed(2)}; ` +
    `loss in the last epoch ${last.ours.loss.toFixed(4)} and ${last.theirs.loss.toFixed(4)}`,
);

/** Two local workers against one: 16 trainings on MNIST. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measured } from "../faults/fault-report.ts";
import { runBuilt } from "./run-built.ts";

const LEAST = 1.85;
const ROUNDS = 3;

/** 16 trials on the digits, of some seconds each. */
export const DIGIT_EXPERIMENT = {
  name: "digits",
  data: { set: "mnist" },
  model: {
    inputs: 784,
    layers: [
      { kind: "dense", units: 200, activation: "relu" },
      { kind: "dense", units: 100, activation: "relu" },
      { kind: "dense", units: 10 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: { kind: "sgd" },
  training: { epochs: 3, batchSize: 100 },
  parameters: { learningRate: { at: "optimizer.learningRate", values: [0.01, 0.02, 0.05, 0.1] } },
  repeats: 4,
};

export async function measureSpeedup(log: (line: string) => void): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-speedup-"));
  try {
    const file = join(folder, "digits.json");
    writeFileSync(file, JSON.stringify(DIGIT_EXPERIMENT));
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const time = async (workers: number): Promise<number> => {
        const store = join(folder, `${round}-${workers}.sqlite`);
        const sweep = () => runBuilt(["sweep", file, "--workers", String(workers), "--store", store]);
        const whole = await sweep();
        // the process's start and the reading of the data are no work of the workers
        const idle = await sweep();
        return whole.seconds - idle.seconds;
      };
      const [one, two] = [await time(1), await time(2)];
      ratios.push(one / two);
      log(`one worker ${one.toFixed(2)} s, two ${two.toFixed(2)} s: ${(one / two).toFixed(3)} x`);
    }
    const ratio = ratios.sort((a, b) => a - b)[ROUNDS >> 1]!;
    return [
      {
        what: "two local workers against one, 16 MNIST trials (median of 3)",
        measured: `${ratio.toFixed(2)} x`,
        limit: `>= ${LEAST} x`,
        isMet: ratio >= LEAST,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

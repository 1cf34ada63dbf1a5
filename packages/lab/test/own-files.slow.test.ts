/** Files of one's own swept by several processes: the file travels through the store, and a kill changes no figure. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, expect } from "vitest";
import { exportTrials, findDifference } from "../faults/export-figures.ts";
import { openStore } from "../src/store/open-store.ts";
import { testWith } from "./requirements.ts";
import { ended, runMinibatch, startMinibatch } from "./run-minibatch.ts";
import { withDatabase } from "./with-database.ts";

const folder = mkdtempSync(join(tmpdir(), "own-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAME = "species";
/** 3 rates of SGD with and without momentum, and Adam: 5 configurations of 10 repeats each. */
const EXPERIMENT = `
name: ${NAME}
data: { file: table.csv, target: species }
model: { hidden: [16] }
optimizer: sgd
training: { epochs: 40, batchSize: 16, evaluateTest: true }
repeats: 10
parameters:
  kind: { values: [sgd, adam], at: optimizer.kind }
  rate: { values: [0.01, 0.1], at: optimizer.learningRate, when: { kind: sgd } }
  momentum: { values: [0, 0.9], at: optimizer.momentum, when: { kind: sgd } }
`;
const TRIALS = 50;

async function succeed(args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runMinibatch(args, { cwd });
  expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
}

function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

testWith(
  "postgres",
  "on Postgres, by two workers in folders without the file, one of them killed: the figures of one process on SQLite",
  (server) =>
    withDatabase(server, async (url) => {
      const own = makeFolder("own");
      writeFileSync(join(own, "own.yaml"), EXPERIMENT);
      copyFileSync(join(import.meta.dirname, "../../../examples/data/penguins.csv"), join(own, "table.csv"));
      await succeed(["sweep", "own.yaml", "--store", "own.sqlite"], own);
      await succeed(["sweep", "own.yaml", "--store", url, "--detach"], own);
      const expected = await exportTrials(NAME, join(own, "own.sqlite"));
      expect(expected).toHaveLength(TRIALS);
      expect(expected.every(({ status }) => status === "finished")).toBe(true);
      // nobody can read it from the disk now
      rmSync(join(own, "table.csv"));

      const args = ["worker", "--store", url, "--workers", "1", "--drain", "--offline"];
      const workers = ["one", "two"].map((name) => startMinibatch(args, { cwd: makeFolder(name) }));
      const ends = workers.map(ended);
      const store = await openStore(url);
      try {
        const { id } = (await store.findExperiment(NAME))!;
        const isOfVictim = async (): Promise<boolean> => {
          for (const trial of await store.listTrials(id, { status: ["running"] })) {
            const worker = (await store.listAttempts(trial.id)).at(-1)?.worker;
            if (trial.epochs > 0 && worker?.includes(String(workers[0]!.pid)) === true) return true;
          }
          return false;
        };
        const end = Date.now() + 60_000;
        while (!(await isOfVictim()) && Date.now() < end) await setTimeout(20);
        workers[0]!.kill("SIGKILL");
        await ends[0];
        const open = (await store.listTrials(id)).filter(({ status }) => status !== "finished");
        expect(open.length).toBeGreaterThan(1);
        expect(workers[0]!.signalCode).toBe("SIGKILL");
        expect(await ends[1]).toMatchObject({ code: 0 });
      } finally {
        for (const worker of workers) worker.kill("SIGKILL");
        await store.close();
      }
      expect(findDifference(expected, await exportTrials(NAME, url))).toBeNull();
      const attempts = (await exportTrials(NAME, url)).map((trial) => trial.attempts);
      expect(Math.max(...attempts)).toBe(2);
    }),
  240_000,
);

/** A set takes the published files alone, by their SHA-256: MNIST's stand for all of their form. */
testWith(
  "mnist",
  "MNIST's files by path, with the layers, rows and splits of the set: its figures to the last bit",
  async (data) => {
    const own = makeFolder("idx");
    for (const name of ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"]) {
      // of the four, as somebody would have them: packed and unpacked
      const packed = readFileSync(join(data, "mnist", `${name}-ubyte.gz`));
      if (name.startsWith("t10k")) writeFileSync(join(own, `${name}-ubyte.gz`), packed);
      else writeFileSync(join(own, `${name}-ubyte`), gunzipSync(packed));
    }
    const rest = {
      model: {
        inputs: [28, 28],
        layers: [{ kind: "flatten" }, { kind: "dense", units: 16, activation: "relu" }, { kind: "dense", units: 10 }],
        loss: "softmax-cross-entropy",
      },
      optimizer: { kind: "sgd", learningRate: 0.1 },
      training: { epochs: 1, batchSize: 100, evaluateTrain: true, evaluateTest: true },
      objective: { metric: "train-loss" },
      parameters: { rate: { values: [0.05, 0.1], at: "optimizer.learningRate" } },
    };
    const files = { test: "t10k-images-idx3-ubyte.gz" };
    const byPath = { file: "train-images-idx3-ubyte", target: "label", split: { files } };
    const experiments = { set: { set: "mnist", split: "full" }, path: byPath };
    for (const [name, description] of Object.entries(experiments)) {
      writeFileSync(join(own, `${name}.json`), JSON.stringify({ name, data: description, ...rest }));
      await succeed(["sweep", `${name}.json`, "--store", "own.sqlite", "--data", data, "--offline"], own);
    }
    const figures = async (name: string) => {
      const trials = await exportTrials(name, join(own, "own.sqlite"));
      return trials.map(({ trial, metrics, weightsSha256, ...rest }) => {
        const { test } = rest as unknown as { readonly test: object };
        return { trial, metrics, weightsSha256, test };
      });
    };
    expect(await figures("path")).toEqual(await figures("set"));
  },
  240_000,
);

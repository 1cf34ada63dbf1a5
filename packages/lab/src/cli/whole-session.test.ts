/**
 * A small session from the sweep to the predictions, as it is printed to the last letter; times are named TIME,
 * progress is left out. It fails with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run
 * whole-session.test.ts` writes it as it is now; read the difference.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { callMinibatch } from "../../test/call-minibatch.ts";

const folder = mkdtempSync(join(tmpdir(), "session-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SINGLE = {
  name: "single",
  data: { set: "sequences", rows: 400, splitSeed: 1 },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 6, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "sgd" },
  training: { epochs: 2, batchSize: 16, evaluateTrain: true },
  numerics: "strict",
};
const rates = (values: readonly number[]) => ({ rate: { at: "optimizer.learningRate", values } });
const SPECS = {
  single: SINGLE,
  session: { ...SINGLE, name: "session", parameters: rates([0.1, 0.01]), repeats: 2, threshold: 0.5 },
  wild: { ...SINGLE, name: "wild", parameters: rates([0.1, 1e30]) },
  stopped: {
    ...SINGLE,
    name: "stopped",
    optimizer: { kind: "adam", learningRate: 0.05 },
    training: { epochs: 12, batchSize: 16, earlyStopping: { metric: "validation-loss", patience: 1 } },
  },
};

function settle(text: string): string[] {
  return (
    text
      .replaceAll(folder, "FOLDER")
      .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s|min)\b(?: \d+ s\b)?/g, "TIME")
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "DAY AND TIME")
      // its columns are as wide as the worker's name
      .replace(/^attempt {2}worker[\s\S]*?\n\n/m, (table) =>
        table
          .replaceAll(/\S+:\d+\/0/g, "WORKER")
          .replaceAll(/ +/g, " ")
          .replaceAll(/-{3,}/g, "-"),
      )
      .replaceAll(/("seconds": )[\d.e-]+/g, "$1TIME")
      .trimEnd()
      .split("\n")
      .filter((line) => !/^\[ *\d+%\]/.test(line))
  );
}

test("sweep, train, evaluate, predict, check the gradients, look", async () => {
  for (const [name, spec] of Object.entries(SPECS)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(spec));
  writeFileSync(join(folder, "model.json"), JSON.stringify({ model: SINGLE.model, batch: 3, seed: 2 }));
  writeFileSync(join(folder, "rows.csv"), `${Array(20).fill(0).join()}\n${Array(20).fill(1).join()}\n`);
  const at = (name: string): string => join(folder, name);
  const store = ["--store", at("lab.sqlite")];
  const data = ["--data", folder, "--offline"];
  const calls = [
    ["sweep", at("session.json"), ...store, ...data, "--workers", "1"],
    ["sweep", at("session.json"), ...store, ...data, "--workers", "1", "--json"],
    ["sweep", at("wild.json"), ...store, ...data, "--workers", "1"],
    ["train", at("single.json"), ...store, ...data, "--out", at("single.minibatch")],
    ["train", at("single.json"), ...store, ...data, "--out", at("single.minibatch"), "--json"],
    ["train", at("stopped.json"), ...store, ...data, "--out", at("stopped.minibatch")],
    ["evaluate", at("single.minibatch"), ...data],
    ["evaluate", at("stopped.minibatch"), ...data, "--json"],
    ["evaluate", "session/1", ...store, ...data],
    ["predict", at("single.minibatch"), "--input", at("rows.csv")],
    ["predict", "session/1", ...store, "--input", at("rows.csv"), "--format", "jsonl"],
    ["gradcheck", at("model.json")],
    ["gradcheck", at("model.json"), "--json"],
    ["runs", "show", "stopped/0", ...store],
    ["data", "list", "--data", folder],
    ["data", "list", "--data", folder, "--json"],
    ["data", "info", "sequences", "--data", folder],
  ];
  const lines: string[] = [];
  for (const call of calls) {
    const { code, stdout, stderr } = await callMinibatch(call);
    lines.push(
      ...settle(`$ minibatch ${call.join(" ")}`),
      ...settle(stdout),
      "(stderr)",
      ...settle(stderr),
      `(${code})`,
      "",
    );
  }
  expect(lines.filter((line) => /^\(\d\)$/.test(line))).toHaveLength(calls.length);
  expectFixture(lines.slice(0, -1), new URL("./fixtures/session.txt", import.meta.url));
}, 60_000);

/** A set that is drawn, through the whole lab: trained, evaluated, swept over its noise, and shown on a page. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataSets, setNames, wholeData } from "minibatch-data/sets";
import { expect, test } from "vitest";
import { loadDataSet } from "../src/data/load-data-set.ts";
import { runMinibatch } from "./run-minibatch.ts";

const dense = (units: number) => ({ kind: "dense", units, activation: "relu", weights: "he-normal" });
const experiment = {
  name: "arms",
  data: { set: "spirals", dataSeed: 1 },
  model: { inputs: 2, layers: [dense(32), dense(32), { kind: "dense", units: 3 }], loss: "softmax-cross-entropy" },
  optimizer: { kind: "adam", learningRate: 0.01 },
  training: { epochs: 40, evaluateTest: true },
};

test("spirals are learnt, evaluated and predicted; a sweep over their noise has its page", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "drawn-sets-"));
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await runMinibatch([...args, "--store", "s.sqlite"], { cwd });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  writeFileSync(join(cwd, "arms.json"), JSON.stringify(experiment));
  await run("train", "arms.json");
  const told = JSON.parse(await run("evaluate", "arms.minibatch", "--json"));
  expect(told).toMatchObject({ split: "test", rows: 200, synthetic: false, trainedOnSynthetic: false });
  expect(told.data).toMatchObject({ set: "spirals", classes: 3, noise: 0.2, dataSeed: 1 });
  expect(told.accuracy).toBeGreaterThan(0.95);
  const { parameters, ...sweep } = {
    ...{ ...experiment, name: "noise", data: { set: "spirals" }, training: { epochs: 3 }, repeats: 2 },
    parameters: { "data.noise": [0, 1] },
  };
  writeFileSync(join(cwd, "noise.json"), JSON.stringify({ ...sweep, parameters }));
  await run("sweep", "noise.json");
  await run("report", "noise");
  const page = readFileSync(join(cwd, "noise-report", "index.html"), "utf8");
  expect(page).toContain("spirals; 1,000 points (classes 3, turn 4, noise 0.2), 600 for training");
  expect(page).not.toContain("SYNTHETIC");
}, 300_000);

test.each(setNames.filter((name) => dataSets[name].origin.kind === "drawn"))(
  "%s: known in the store by the hash of what seed 1 draws",
  async (name) => {
    const set = dataSets[name];
    const { contents, record } = await loadDataSet(set, { notice: expect.unreachable });
    expect(contents).toBeNull();
    const { train, validation, test: held } = set.open(wholeData(set), null);
    expect(record.source).toBe("drawn");
    expect(Object.keys(record.sha256)).toEqual([`${name}-of-seed-1`]);
    expect([train, validation, held].every((split) => split !== null)).toBe(true);
  },
);

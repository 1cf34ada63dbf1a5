import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";

let folder: string;
let place: readonly string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "train-"));
  place = ["--store", join(folder, "lab.sqlite")];
});
afterAll(() => rmSync(folder, { recursive: true }));

const SPEC = {
  name: "typed",
  data: { set: "sequences" },
  model: {
    inputs: 20,
    layers: [
      { kind: "dense", units: 20, activation: "relu" },
      { kind: "dense", units: 1 },
    ],
    loss: "sigmoid-binary-cross-entropy",
  },
  optimizer: { kind: "adam" },
  training: { epochs: 3, batchSize: 16, evaluateTrain: true },
};

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

test("a network for rows of a shape is evaluated and predicts as it was trained: on lists", async () => {
  const layers = [{ kind: "flatten" }, ...SPEC.model.layers];
  const spec = write("shaped.json", { ...SPEC, name: "shaped", model: { ...SPEC.model, inputs: [4, 5], layers } });
  const model = join(folder, "shaped.minibatch");
  const data = ["--data", folder, "--offline"];
  const trained = await callMinibatch(["train", spec, ...place, "--out", model, ...data, "--json"]);
  const { validation } = JSON.parse(trained.stdout) as { validation: object };
  const evaluated = await callMinibatch(["evaluate", model, ...place, ...data, "--json"]);
  expect(JSON.parse(evaluated.stdout)).toMatchObject(validation);
  const bits = write("shaped.csv", `${Array(20).fill(0).join()}\n`);
  expect(await callMinibatch(["predict", model, "--input", bits])).toMatchObject({ code: 0 });
});

test("train, then evaluate the file and the trial, then predict: one network throughout", async () => {
  const spec = write("typed.json", SPEC);
  const model = join(folder, "typed.minibatch");
  const data = ["--data", folder, "--offline"];
  const trained = await callMinibatch(["train", spec, ...place, "--out", model, ...data, "--json"]);
  expect(trained).toMatchObject({ code: 0 });
  expect(trained.stderr).toContain("SYNTHETIC");
  const told = JSON.parse(trained.stdout) as { validation: { loss: number; accuracy: number }; weightsSha256: string };
  expect(told.validation.loss).toBeLessThan(0.75);

  for (const name of [model, "typed/0"]) {
    const { code, stdout } = await callMinibatch(["evaluate", name, ...place, ...data, "--json"]);
    expect(code).toBe(0);
    const { rows, split, loss, accuracy, confusion, auc, trainedOnSynthetic } = JSON.parse(stdout);
    expect(trainedOnSynthetic).toBe(true);
    expect({ rows, split, loss, accuracy }).toEqual({ rows: 960, split: "validation", ...told.validation });
    expect(confusion.flat().reduce((sum: number, count: number) => sum + count)).toBe(960);
    expect((confusion[0][0] + confusion[1][1]) / 960).toBe(accuracy);
    expect(auc).toBeGreaterThan(0.4);
  }

  const bits = write("bits.csv", `${Array(20).fill(0).join()}\n${Array(20).fill(1).join()}\n`);
  const answers = join(folder, "answers.csv");
  expect(await callMinibatch(["predict", model, "--input", bits, "--out", answers])).toMatchObject({
    code: 0,
    stdout: "",
    stderr:
      "typed/0 was trained on SYNTHETIC data.\nbits.csv: 2 rows x 20 columns, no header, delimiter ',', decimal point, UTF-8\n",
  });
  const lines = readFileSync(answers, "utf8").trimEnd().split("\n");
  const written = await callMinibatch(["predict", model, "--input", bits, "--out", answers, "--json"]);
  expect(JSON.parse(written.stdout)).toEqual({ model: "typed/0", rows: 2, file: answers });
  expect(JSON.parse(readFileSync(answers, "utf8"))).toHaveLength(2);
  const { stdout } = await callMinibatch(["predict", "typed/0", ...place, "--input", bits, "--format", "jsonl"]);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { row: number; line: number; class: number; probability: number });
  expect(lines).toEqual([
    "row,line,class,probability",
    ...rows.map((row) => `${row.row},${row.line},${row.class},${row.probability}`),
  ]);
  expect(rows.map(({ row, line }) => [row, line])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  for (const { class: label, probability } of rows) expect(label).toBe(probability >= 0.5 ? 1 : 0);

  const headed = write(
    "headed.csv",
    `${Array.from({ length: 20 }, (_, i) => i).join()}\n\n${Array(20).fill(1).join()}\n`,
  );
  const answer = await callMinibatch(["predict", model, "--input", headed, "--json"]);
  expect(answer.stderr).toContain("headed.csv: 1 row x 20 columns, header in line 1,");
  const { probability } = rows[1]!;
  expect(JSON.parse(answer.stdout)).toEqual([{ row: 0, line: 3, class: probability >= 0.5 ? 1 : 0, probability }]);
  const both = await callMinibatch(["predict", model, "--input", headed, "--header", "no"]);
  expect(both.stdout.trimEnd().split("\n")).toHaveLength(3);
  const wrong = await callMinibatch(["predict", model, "--input", headed, "--delimiter", ";"]);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/\nCannot read headed\.csv: [^\n]*\n$/) });

  const again = await callMinibatch(["train", spec, ...place, "--out", model, ...data, "--json"]);
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(trained.stdout));
});

test("where early stopping put the best weights back, the figures told are those of the network that is written", async () => {
  const data = { set: "sequences", rows: 600, splitSeed: 1 };
  const earlyStopping = { metric: "validation-loss", patience: 3 };
  const training = { epochs: 60, batchSize: 16, evaluateTrain: true, earlyStopping };
  const optimizer = { kind: "adam", learningRate: 0.02 };
  const spec = write("stopped.json", { ...SPEC, name: "stopped", data, optimizer, training });
  const model = join(folder, "stopped.minibatch");
  const options = ["--data", folder, "--offline", "--json"];
  const trained = await callMinibatch(["train", spec, ...place, "--out", model, ...options]);
  const told = JSON.parse(trained.stdout) as { epochs: number; validation: object };
  expect(told.epochs).toBeLessThan(60);
  const { stdout } = await callMinibatch(["evaluate", model, ...options]);
  expect(JSON.parse(stdout)).toMatchObject(told.validation);
});

test("what is no single training, and what has no network, is refused in one line", async () => {
  const several = write("several.json", { ...SPEC, name: "several", repeats: 2 });
  expect(await callMinibatch(["train", several, ...place])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^Cannot train .* as one run: it has 2 repeats; leave that out, or train all of them: minibatch sweep \S+several\.json --store \S+\n$/,
    ),
  });
  const swept = write("swept.json", {
    ...SPEC,
    name: "swept",
    parameters: { rate: { at: "optimizer.learningRate", values: [0.1] } },
  });
  expect((await callMinibatch(["train", swept, ...place])).stderr).toContain("it has parameters (rate)");
  const diverging = write("wild.json", { ...SPEC, name: "wild", optimizer: { kind: "sgd", learningRate: 1e30 } });
  const wild = await callMinibatch(["train", diverging, ...place, "--data", folder, "--offline"]);
  expect(wild.code).toBe(1);
  expect(wild.stderr).toMatch(/Cannot write the network of wild: its training failed: .*rate/);
  expect(await callMinibatch(["evaluate", "wild/0", ...place])).toMatchObject({ code: 2 });
  expect((await callMinibatch(["predict", "typed/9", ...place, "--input", several])).stderr).toContain(
    "no trial of that number",
  );
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTrainer } from "minibatch";
import { afterAll, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { readModelFile } from "../../models/model-file.ts";
import type { Description } from "./description.ts";

const folder = mkdtempSync(join(tmpdir(), "describe-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PENGUINS = new URL("../../../../../examples/penguins.yaml", import.meta.url).pathname;

function write(name: string, content: string | object): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** Of an experiment with a network and data. */
type Described = Description & { readonly network: object; readonly data: object };

async function describeAs(file: string): Promise<Described> {
  const { code, stdout, stderr } = await callMinibatch(["describe", file, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Described;
}

test("layers, shapes, parameters and work of a named set's network, by hand", async () => {
  const layers = [
    { kind: "reshape", shape: [28, 28] },
    { kind: "flatten" },
    { kind: "dense", units: 200, activation: "relu", name: "first" },
    { kind: "dropout", rate: 0.5 },
    { kind: "dense", units: 10 },
  ];
  const spec = {
    name: "digits",
    data: { set: "mnist" },
    model: { inputs: 784, layers, loss: "softmax-cross-entropy" },
    optimizer: "sgd",
    training: { epochs: 3, batchSize: 100 },
  };
  const { network, data, training } = await describeAs(write("digits.json", spec));
  const moves = { depth: 0, activation: null, parameters: 0, multiplyAdds: 0, memory: 0 };
  // numbers of 4 bytes: weights and biases with their gradients, outputs and their gradients of 100 rows
  const first = { parameters: 784 * 200 + 200, multiplyAdds: 784 * 200, memory: 4 * (2 * 157_000 + 2 * 200 * 100) };
  const last = { parameters: 200 * 10 + 10, multiplyAdds: 200 * 10, memory: 4 * (2 * 2010 + 2 * 10 * 100) };
  expect(network).toMatchObject({
    inputs: [784],
    loss: "softmax-cross-entropy",
    layers: [
      { name: "layer1", kind: "reshape", output: [28, 28], ...moves },
      { name: "layer2", kind: "flatten", output: [784], ...moves },
      { name: "first", kind: "dense", depth: 0, activation: "relu", output: [200], ...first },
      // and a mask
      { name: "layer4", kind: "dropout", output: [200], ...moves, memory: 4 * 3 * 200 * 100 },
      { name: "layer5", kind: "dense", depth: 0, activation: "linear", output: [10], ...last },
    ],
    parameters: 784 * 200 + 200 + 200 * 10 + 10,
    multiplyAdds: 784 * 200 + 200 * 10,
    batch: 100,
  });
  // the batch, its targets, its predictions, and figures of each step
  const ofLayers = network.layers.reduce((sum, { memory }) => sum + memory, 0);
  expect(network.memory - ofLayers).toBeGreaterThan(4 * 784 * 100);
  expect(network.memory - ofLayers).toBeLessThan(4 * 840 * 100);
  expect(data).toMatchObject({ rows: { train: 50_000, validation: 10_000, test: 10_000 }, file: null });
  expect(data.target.classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  expect(training).toMatchObject({ stepsPerEpoch: 500, steps: 1500 });
});

test("of a file: types, target, classes in order, splits, what was chosen, features", async () => {
  const { network, data, trials, configurations } = await describeAs(PENGUINS);
  expect(data.target).toMatchObject({ task: "classes", classes: ["Adelie", "Chinstrap", "Gentoo"] });
  const { columns, preprocessing } = data.file!;
  expect(columns.map(({ name, type, use }) => [name, type, use])).toEqual([
    ["species", "category", "target"],
    ["island", "category", "input"],
    ["bill_length_mm", "number", "input"],
    ["bill_depth_mm", "number", "input"],
    ["flipper_length_mm", "number", "input"],
    ["body_mass_g", "number", "input"],
    ["sex", "category", "input"],
  ]);
  expect(preprocessing.features).toContain("island=Dream");
  expect(network.inputs).toEqual([preprocessing.features!.length]);
  expect(network.layers.map(({ output }) => output)).toEqual([[16], [3]]);
  expect(preprocessing.chosen.join(" ")).toContain("island, sex: one-hot");
  const { train, validation, test } = data.rows;
  const rows = data.rows.train + data.rows.validation + data.rows.test;
  // a fifth is tested, a fifth of the rest validates: the first fold
  expect([test, validation, train]).toEqual([0.2 * rows, 0.16 * rows, 0.64 * rows].map((count) => Math.round(count)));
  expect([configurations, trials]).toEqual([6, 30]);
});

test("what is told is what is trained", async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i % 7},${i % 2 === 0 ? "a" : "b"},${i % 4 === 0 ? "" : i},${i * 3}`,
  );
  write("own.csv", `x,kind,gap,y\n${rows.join("\n")}\n`);
  const spec = write(
    "own.yaml",
    "name: own\ndata: { file: own.csv, target: y }\nmodel: { hidden: [5] }\noptimizer: adam\ntraining: { epochs: 2 }\n",
  );
  const { network, data } = await describeAs(spec);
  const out = join(folder, "own.minibatch");
  expect((await callMinibatch(["train", spec, "--store", join(folder, "a.sqlite"), "--out", out])).code).toBe(0);
  const { trainer, preparation } = await readModelFile(out);
  expect(data.file!.preprocessing.features).toEqual(preparation!.features);
  expect(data.file!.preprocessing.steps).toEqual(preparation!.steps);
  const parameters = trainer.weights().reduce((sum, { values }) => sum + values.length, 0);
  trainer.dispose();
  expect(network.parameters).toBe(parameters);
}, 30_000);

test("for a reader: one line draws the network, and what parameters vary is told", async () => {
  const { code, stdout } = await callMinibatch(["describe", PENGUINS]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^The network, before parameters change it:\n\d+ -> 16 relu -> 3$/m);
  expect(stdout).toMatch(/^Varied by grid: 6 configurations, 5 repeats each, 30 trials\.$/m);
  expect(stdout).toMatch(/^ {2}hidden, at model\.hidden: none, 16 units, 32 and 16$/m);
});

const blocks = {
  name: "blocks",
  data: { set: "spirals" },
  model: {
    inputs: 2,
    layers: [
      { kind: "dense", units: 32, activation: "relu" },
      {
        kind: "repeat",
        times: 3,
        layers: [{ kind: "residual", activation: "relu", layers: [{ kind: "dense", units: 32, activation: "tanh" }] }],
      },
      { kind: "residual", name: "down", layers: [{ kind: "dense", units: 8 }] },
      { kind: "dense", units: 3 },
    ],
    loss: "softmax-cross-entropy",
  },
  optimizer: "adam",
  training: { epochs: 2, batchSize: 32 },
};

test("of blocks: what lies within stands below them, what is theirs alone is told of them", async () => {
  const { network } = await describeAs(write("blocks.json", blocks));
  expect(network.layers.map(({ name, depth, parameters, output }) => [name, depth, parameters, output])).toEqual([
    ["layer1", 0, 2 * 32 + 32, [32]],
    ...[1, 2, 3].flatMap((copy) => [
      [`layer2-${copy}`, 0, 0, [32]],
      [`layer2-${copy}-1`, 1, 32 * 32 + 32, [32]],
    ]),
    ["down", 0, 32 * 8, [8]],
    ["down-1", 1, 32 * 8 + 8, [8]],
    ["layer4", 0, 8 * 3 + 3, [3]],
  ]);
  const { stdout } = await callMinibatch(["describe", write("blocks.json", blocks)]);
  expect(stdout).toContain(
    "2 -> 32 relu -> residual (32 tanh) -> residual (32 tanh) -> residual (32 tanh) -> residual (8) -> 3\n",
  );
  expect(stdout).toMatch(/^ {2}layer2-3-1 +dense/m);
});

test("--batch tells the memory of batches of so many rows: what is of rows grows with them, with Adam's state beside it", async () => {
  const file = write("blocks.json", blocks);
  const of = async (rows: number) => {
    const { stdout } = await callMinibatch(["describe", file, "--json", "--batch", String(rows)]);
    return (JSON.parse(stdout) as Described).network;
  };
  const [one, two, three] = [await of(10), await of(20), await of(30)];
  expect([one.batch, three.batch]).toEqual([10, 30]);
  expect(three.memory - two.memory).toBe(two.memory - one.memory);
  // weights, gradients, two moments; outputs and their gradients
  expect(one.layers[0]!.memory).toBe(4 * (4 * 96 + 2 * 32 * 10));
});

test("--svg draws the network: blocks with their shortcuts, what is repeated once", async () => {
  const svg = join(folder, "blocks.svg");
  const { code, stderr } = await callMinibatch(["describe", write("blocks.json", blocks), "--json", "--svg", svg]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: `wrote ${svg}\n` });
  const drawn = readFileSync(svg, "utf8");
  expect(drawn).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img" [\s\S]*<\/svg>\n$/);
  for (const text of ["× 3", "layer2-1 to 3", "projection, 256 weights", "tanh", "softmax-cross-entropy"]) {
    expect(drawn).toContain(`>${text}<`);
  }
  expect(drawn).toContain('<title id="network-title">The network of blocks</title>');
  const unwritable = await callMinibatch(["describe", PENGUINS, "--svg", join(svg, "below.svg")]);
  expect(unwritable.code).toBe(2);
  expect(unwritable.stderr).toMatch(/^Cannot write [^\n]*; give --svg a file in a directory that can be written\n$/);
});

test("a training of one's own: its module, its data, what is varied", async () => {
  write("own-training.mjs", "export async function* train({ parameters }) { yield { score: parameters.k }; }\n");
  const training = { module: "./own-training.mjs", epochs: 2, options: { slow: false } };
  const varied = { training, parameters: { k: [1, 5, 25] }, repeats: 2, objective: { metric: "score", goal: "max" } };
  const file = write("module.json", { name: "module", data: { set: "spirals", rows: 600 }, ...varied });
  const description = await describeAs(file);
  expect(description).toMatchObject({ network: null, optimizer: null, training: null, module: training, trials: 6 });
  expect(description.data?.rows.train).toBeGreaterThan(0);
  const { code, stdout } = await callMinibatch(["describe", file]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^The training: \.\/own-training\.mjs, which gives figures 2 times at most\.\nIts options: slow false\.$/m,
  );
  const undrawn = await callMinibatch(["describe", file, "--svg", join(folder, "none.svg")]);
  expect(undrawn).toMatchObject({ code: 2, stdout: "" });
  expect(undrawn.stderr).toMatch(
    /^Cannot draw the network of module: a module of its own trains it; leave --svg out\n$/,
  );
  const without = write("without.json", { name: "without", ...varied });
  expect(await describeAs(without)).toMatchObject({ data: null, network: null });
  expect((await callMinibatch(["data", "info", "--experiment", without])).stderr).toMatch(/: it has no data\n$/);
});

test("what cannot be trained is refused as train refuses it", async () => {
  const wrong = write(
    "wrong.yaml",
    "name: wrong\ndata: { file: own.csv, target: z }\nmodel: { hidden: [] }\noptimizer: adam\n",
  );
  const told = await callMinibatch(["describe", wrong]);
  expect(told).toMatchObject({ code: 2, stdout: "" });
  expect(told.stderr).toMatch(/wrong\.yaml: line 2, column \d+: data\.target: Cannot use column "z"[^\n]*\n$/);
});

test("a trainer counts the same parameters", async () => {
  const model = {
    inputs: 20,
    layers: [{ kind: "dense", units: 7 } as const, { kind: "dense", units: 1 } as const],
    loss: "sigmoid-binary-cross-entropy" as const,
  };
  const spec = write("bits.json", { name: "bits", data: { set: "sequences" }, model, optimizer: "sgd" });
  const { network } = await describeAs(spec);
  const trainer = await createTrainer({ model, optimizer: "sgd", seed: 1 });
  expect(network.parameters).toBe(trainer.weights().reduce((sum, { values }) => sum + values.length, 0));
  trainer.dispose();
});

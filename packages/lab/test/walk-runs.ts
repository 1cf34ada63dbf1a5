/**
 * Calls that train, check, write and read networks, for the walk over terminals: all but what only a store is read for.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { callMinibatch } from "./call-minibatch.ts";

const MODEL = {
  inputs: 20,
  layers: [
    { kind: "dense", units: 4, activation: "relu", name: "a-layer-with-a-name-of-many-words" },
    { kind: "dense", units: 1 },
  ],
  loss: "sigmoid-binary-cross-entropy",
};
const SPEC = {
  data: { set: "sequences", splitSeed: 1, rows: 200 },
  model: MODEL,
  optimizer: { kind: "sgd", learningRate: 0.1 },
  training: { epochs: 3, batchSize: 32, evaluateTrain: true, earlyStopping: { patience: 50 } },
};
/** notes that no such network is kept are long */
const UNKEPT = {
  objective: { metric: "validation-accuracy", at: "best" },
  training: { epochs: 3, batchSize: 32 },
};
const rates = (values: readonly number[]) => ({
  "a-rate-by-which-all-weights-are-changed": { at: "optimizer.learningRate", values },
});
/** at the last of them no training ends well */
const WILD = 1e37;

/** Of every type, with names and texts that are long, wide and repeated. */
const OWN_ROWS = [
  "what is to be told of it,数 of things,numbered,weight,always,a column with a long name that says what is in it",
  ...Array.from({ length: 40 }, (_, row) =>
    [
      row % 3 === 0 ? "学習率の予熱" : "warm-up of the rate",
      row % 7,
      row + 1,
      row % 5 === 0 ? "" : 1.5 * row,
      "same",
      row % 2 === 0 ? "with words of its own" : "without",
    ].join(),
  ),
  "warm-up of the rate,3,99,4.5,same,without",
  "warm-up of the rate,3,99,4.5,same,without",
].join("\n");
const ownSpec = (file: string): object => ({
  name: "own",
  data: { file, target: "what is to be told of it", ignore: ["numbered"] },
  model: { hidden: [8, { kind: "dropout", rate: 0.25 }, 4] },
  optimizer: { kind: "adam", schedule: { kind: "exponential", factor: 0.9, every: 2, unit: "epoch" } },
  parameters: rates([0.1, 0.2]),
});

/** Calls that need nothing trained: what they say of it is quick. */
export function quickCalls(folder: string): string[][] {
  const spec = write(folder, "wrong.json", { ...SPEC, name: "wrong", optimiser: "sgd" });
  const several = write(folder, "several.json", { ...SPEC, name: "several", parameters: rates([0.1, 0.2]) });
  const store = ["--store", join(folder, "lab-that-has-nothing.sqlite")];
  const data = ["--data", folder, "--offline"];
  const nowhere = join(folder, "a-folder-that-is-not-there");
  const table = write(folder, "a-table-with-a-name-of-many-words.csv", OWN_ROWS);
  const out = join(folder, "an-experiment-that-was-written-for-it.yaml");
  const aim = ["--target", "what is to be told of it"];
  return [
    ["new", table, ...aim, "--out", out, "--force"],
    ["new", table, ...aim, "--out", table],
    ["new", table],
    ["describe", write(folder, "own.json", ownSpec("a-table-with-a-name-of-many-words.csv"))],
    ["describe", several],
    ["describe", spec],
    ["describe", spec, "--batch", "7", "--svg", join(folder, "a-network-that-was-drawn.svg")],
    ["data", "info", table],
    ["data", "info", table, ...aim],
    ["data", "info", table, "--target", "数 of things"],
    ["data", "info", table, "--test", table, ...aim, "--ignore", "numbered"],
    ["data", "info", "--experiment", join(folder, "own.json")],
    ["data", "info", table, "--target", "nonsense"],
    ["sweep", spec, ...store, ...data],
    ["sweep", join(folder, "not-there.json"), ...store, ...data],
    ["sweep", several, "--store", join(nowhere, "lab.sqlite"), ...data],
    ["train", several, ...store, ...data],
    ["predict", join(folder, "not-there.minibatch"), "--input", spec],
    ["evaluate", join(folder, "not-there.minibatch"), ...data],
    ["gradcheck", write(folder, "gradients.json", { model: MODEL, batch: 4 })],
    ["gradcheck", spec],
    ["worker", "--drain", ...store],
    ["schema", "--out", join(folder, "experiment.schema.json")],
    ["bench", "--data", nowhere],
    ["reproduce", "--data", nowhere, "--out", join(folder, "reproduction")],
    ["report", "nothing", ...store],
  ];
}

export interface WalkedRuns {
  /** that end without training anything, for all is trained already */
  readonly calls: readonly (readonly string[])[];
  /** one that trains, in a store of that name: what is drawn over is not the same twice */
  readonly training: (store: string) => readonly string[];
}

/** Makes them in a folder, and trains what is to be trained once. */
export async function makeWalkedRuns(folder: string): Promise<WalkedRuns> {
  const store = ["--store", join(folder, "trained.sqlite")];
  const data = ["--data", folder, "--offline"];
  const name = "rates-of-one-optimizer-some-of-which-are-too-great";
  const spec = (of: string, rest: object): string => write(folder, `${of}.json`, { ...SPEC, name: of, ...rest });
  const some = spec(name, { ...UNKEPT, parameters: rates([0.1, 0.2, WILD]), repeats: 2 });
  const all = spec("all-fail", { parameters: rates([WILD]), repeats: 2 });
  const fine = spec("fine", { parameters: rates([0.1, 0.2]), repeats: 2 });
  const one = spec("one-training-with-a-name-that-is-long-enough-to-be-broken", {});
  const unkept = spec("unkept", UNKEPT);
  const wild = spec("wild", { optimizer: { kind: "sgd", learningRate: WILD } });
  const rows = write(
    folder,
    "rows-with-many-columns.csv",
    `${Array(20).fill(0).join()}\n${Array(20).fill(1).join()}\n`,
  );
  const narrow = write(folder, "narrow.csv", "1,2\n");
  const model = join(folder, "one.minibatch");
  const answers = ["--out", join(folder, "answers.csv")];
  for (const file of [fine, some, all]) await callMinibatch(["sweep", file, ...store, ...data]);
  for (const file of [unkept, wild, one]) await callMinibatch(["train", file, ...store, ...data, "--out", model]);
  const calls = [
    ["sweep", fine, ...store, ...data],
    ["sweep", some, ...store, ...data],
    ["sweep", all, ...store, ...data],
    ["train", one, ...store, "--out", model, ...data],
    ["train", unkept, ...store, "--out", join(folder, "unkept.minibatch"), ...data],
    ["train", wild, ...store, "--out", join(folder, "wild.minibatch"), ...data],
    ["report", name, ...store, "--out", join(folder, "page")],
    ["report", "all-fail", ...store, "--out", join(folder, "page-of-failures")],
    ["report", "nothing", ...store],
    ["runs", "list", name, ...store],
    ["runs", "show", `${name}/5`, ...store],
    ["runs", "compare", name, ...store],
    ["runs", "export", name, ...store, "--format", "nonsense"],
    ["runs", "retry", name, ...store],
    ["runs", "cancel", name, ...store],
    ["evaluate", model, ...data],
    ["evaluate", `${name}/0`, ...store, ...data],
    ["evaluate", `${name}/5`, ...store, ...data],
    ["predict", model, "--input", rows, ...answers],
    ["predict", model, "--input", narrow, ...answers],
  ];
  return { calls, training: (of) => ["sweep", some, "--store", join(folder, of), ...data] };
}

function write(folder: string, name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

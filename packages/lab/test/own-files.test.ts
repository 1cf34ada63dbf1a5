/** Files of one's own through the command: trained, evaluated, asked for raw rows, and what is refused. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { decodeCheckpoint, encodeCheckpoint } from "minibatch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMinibatch } from "./call-minibatch.ts";
import { ended, startMinibatch } from "./run-minibatch.ts";

const PENGUINS = join(import.meta.dirname, "../../../examples/data/penguins.csv");
const COLUMNS = "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "own-files-"));
  copyFileSync(PENGUINS, inFolder("penguins.csv"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string): string => join(folder, name);
const store = (name: string): readonly string[] => ["--store", inFolder(`${name}.sqlite`)];

const SPEC = {
  data: { file: "penguins.csv", target: "species" },
  model: { hidden: [8] },
  optimizer: { kind: "adam", learningRate: 0.02 },
  training: { epochs: 8, batchSize: 16 },
};

/** Writes an experiment of that name, and gives its path. */
function write(name: string, change: object = {}): string {
  const path = inFolder(`${name}.json`);
  writeFileSync(path, JSON.stringify({ name, ...SPEC, ...change }));
  return path;
}

async function train(name: string, change: object = {}) {
  const args = ["train", write(name, change), ...store(name), "--out", inFolder(`${name}.minibatch`), "--json"];
  const { code, stdout, stderr } = await callMinibatch(args);
  return { code, stderr, told: stdout === "" ? null : (JSON.parse(stdout) as Record<string, unknown>) };
}

/** The last line of what is told. */
async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  return stderr.trimEnd().split("\n").at(-1)!;
}

test("train tells what it found; evaluate and predict answer in the file's own words", async () => {
  const { code, stderr, told } = await train("words");
  expect(code).toBe(0);
  expect(stderr).toContain("penguins.csv: 600 rows x 7 columns");
  expect(stderr).toContain("Target species: 3 classes, in this order: Adelie, Chinstrap, Gentoo");
  expect(stderr).toContain("600 rows of penguins.csv, 360 for training, 120 for validation, 120 for test");
  expect(told).toMatchObject({ epochs: 8, synthetic: false });

  const file = inFolder("words.minibatch");
  const place = store("words");
  const byTrial = await callMinibatch(["evaluate", "words/0", ...place, "--json"]);
  const evaluation = JSON.parse(byTrial.stdout);
  expect(evaluation).toMatchObject({ split: "test", rows: 120, task: "classes" });
  expect(evaluation.perClass.map(({ name }: { name: string }) => name)).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
  expect(evaluation.accuracy).toBeGreaterThan(0.9);
  // of the rows that validated, what the training told of them
  const validated = await callMinibatch(["evaluate", "words/0", ...place, "--split", "validation", "--json"]);
  const { loss, accuracy } = JSON.parse(validated.stdout);
  expect({ loss, accuracy }).toEqual(told!.validation);

  // other columns than the network's stand where they like, and a text that it has not met is no fault
  const raw = inFolder("raw.csv");
  writeFileSync(
    raw,
    "sex,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g\nfemale,Nowhere,36,,188,3500\n",
  );
  const predicted = await callMinibatch(["predict", file, "--input", raw, "--format", "jsonl"]);
  expect(predicted.code).toBe(0);
  const answer = JSON.parse(predicted.stdout);
  expect(answer.class).toBe("Adelie");
  const sum = Object.values(answer.probabilities as Record<string, number>).reduce((total, one) => total + one, 0);
  expect(sum).toBeCloseTo(1, 6);

  const more = inFolder("more.csv");
  writeFileSync(more, `${COLUMNS}\nGentoo,Biscoe,48,15,220,5200,male\nAdelie,Dream,37,18.5,186,3600,female\n`);
  const told2 = JSON.parse((await callMinibatch(["evaluate", file, "--input", more, "--json"])).stdout);
  expect(told2).toMatchObject({ rows: 2, split: null, accuracy: 1 });
});

describe("refused in one line", () => {
  test.each([
    [
      "a file that is not there",
      { data: { file: "penguin.csv", target: "species" } },
      "penguin.csv: there is no such file",
    ],
    [
      "a target that is no column",
      { data: { ...SPEC.data, target: "specie" } },
      'there is none; it has "species", "island"',
    ],
    [
      "texts that no step makes numbers of",
      { preprocessing: [{ kind: "impute" }, { kind: "standardize" }] },
      'Cannot prepare column "island" of penguins.csv:',
    ],
    [
      "layers that take another number of inputs",
      { model: { inputs: 4, layers: [{ kind: "dense", units: 3 }], loss: "softmax-cross-entropy" } },
      "model.inputs: cannot be 4: prepared, a row has 13 numbers",
    ],
    [
      "nothing to validate",
      { data: { ...SPEC.data, split: { validation: 0 } } },
      "data.split.validation: cannot be 0: nothing validates then",
    ],
  ])("%s", async (name, change, why) => {
    const file = write(name.replaceAll(" ", "-"), change);
    const line = await refusal(["train", file, ...store("refused")]);
    expect(line).toContain(why);
    expect(existsSync(inFolder("refused.sqlite"))).toBe(false);
  });

  test("a parameter's value that asks for a column that is not there", async () => {
    const left = { at: "data.ignore", values: { none: [], odd: ["islnd"] } };
    const file = write("odd-value", { parameters: { left } });
    const line = await refusal(["sweep", file, ...store("refused")]);
    expect(line).toContain('parameters.left.values[1]: cannot be odd: Cannot use column "islnd" of penguins.csv');
  });

  test("folds of a set", async () => {
    const layers = [{ kind: "dense", units: 1 }];
    const model = { inputs: 20, layers, loss: "sigmoid-binary-cross-entropy" };
    const file = write("folds-of-set", { data: { set: "sequences" }, model, repeats: { folds: 3 } });
    const line = await refusal(["sweep", file, "--offline", ...store("refused")]);
    expect(line).toContain("repeats: cannot be folds here: give a number; folds are parts of a file");
  });
});

test("a file that has changed since the experiment began is refused by its name", async () => {
  copyFileSync(PENGUINS, inFolder("changing.csv"));
  const data = { file: "changing.csv", target: "species" };
  expect(await train("changed", { data })).toMatchObject({ code: 0 });
  const before = readFileSync(inFolder("changing.csv"), "utf8");
  writeFileSync(inFolder("changing.csv"), before.replace("36.2", "36.3"));
  const line = await refusal(["train", inFolder("changed.json"), ...store("changed")]);
  expect(line).toMatch(/begun with another changing\.csv: SHA-256 \w{12}\.\.\. there, SHA-256 \w{12}\.\.\. here; put/);
  expect(await refusal(["evaluate", inFolder("changed.minibatch")])).toContain("changing.csv (SHA-256 ");
  // the store has its bytes
  expect(await callMinibatch(["evaluate", "changed/0", ...store("changed")])).toMatchObject({ code: 0 });
});

test("the store keeps a file's bytes as long as an experiment is of them", async () => {
  const place = store("shared");
  for (const name of ["one", "two"]) {
    const args = ["train", write(name), ...place, "--out", inFolder(`${name}.minibatch`)];
    expect(await callMinibatch(args)).toMatchObject({ code: 0 });
  }
  const uses = (): unknown[] => {
    const database = new DatabaseSync(inFolder("shared.sqlite"), { readOnly: true });
    try {
      const size = readFileSync(PENGUINS).length;
      return database
        .prepare("select uses from blobs where length(bytes) = ?")
        .all(size)
        .map((row) => row.uses);
    } finally {
      database.close();
    }
  };
  expect(uses()).toEqual([2]);
  await callMinibatch(["runs", "rm", "one", ...place, "--yes"]);
  expect(uses()).toEqual([1]);
  await callMinibatch(["runs", "rm", "two", ...place, "--yes"]);
  expect(uses()).toEqual([]);
});

test("killed in the middle, it goes on to the same weights", { timeout: 60_000 }, async () => {
  const training = { epochs: 150, batchSize: 16 };
  const undisturbed = await train("undisturbed", { training });
  const child = startMinibatch([
    "train",
    write("killed", { training }),
    ...store("killed"),
    "--out",
    inFolder("killed.minibatch"),
  ]);
  const end = ended(child);
  const epochs = async (): Promise<number> => {
    const { stdout } = await callMinibatch(["runs", "export", "killed", ...store("killed")]);
    return stdout === "" ? 0 : (JSON.parse(stdout) as { epochs: number }).epochs;
  };
  while (child.exitCode === null && (await epochs()) < 3) await setTimeout(5);
  child.kill("SIGKILL");
  await end;
  const kept = await epochs();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(150);
  const { told } = await train("killed", { training });
  expect(told!.weightsSha256).toBe(undisturbed.told!.weightsSha256);
});

describe("a model's file whose preparation was tampered with is refused in one line", () => {
  test.each([
    ["a step that there is not", (text: string) => text.replace('"kind":"standardize"', '"kind":"standardise"')],
    ["a scale that is no number", (text: string) => text.replace(/"scales?":\[[^\]]*\]/, '"scale":["1"]')],
    ["a column less", (text: string) => text.replace('{"name":"island","type":"category"},', "")],
    ["another version", (text: string) => text.replace('"version":1', '"version":9')],
    ["no object", () => "[]"],
  ])("%s", async (name, change) => {
    if (!existsSync(inFolder("whole.minibatch"))) await train("whole");
    const { arrays, meta } = decodeCheckpoint(readFileSync(inFolder("whole.minibatch")));
    const { preparation, ...rest } = meta as { preparation: object };
    const before = JSON.stringify(preparation);
    const after = change(before);
    expect(after).not.toBe(before);
    const file = inFolder(`${name.replaceAll(" ", "-")}.minibatch`);
    writeFileSync(file, encodeCheckpoint(arrays, { ...rest, preparation: JSON.parse(after) }));
    for (const args of [
      ["evaluate", file],
      ["predict", file, "--input", PENGUINS],
    ]) {
      const { code, stderr } = await callMinibatch(args);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^Cannot open the model [^\n]+\n$/);
      expect(stderr).toContain(file);
    }
  });
});

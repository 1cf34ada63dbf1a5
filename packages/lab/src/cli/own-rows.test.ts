/** Networks that were trained on files of one's own, asked about other files through the commands. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "own-rows-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

/** Trains on `data` into NAME.minibatch; gives its path. */
async function train(name: string, data: object): Promise<string> {
  const rest = { model: { hidden: [] }, optimizer: { kind: "adam", learningRate: 0.1 } };
  const file = at(`${name}.json`);
  writeFileSync(file, JSON.stringify({ name, data, ...rest, training: { epochs: 60, batchSize: 4 } }));
  const out = at(`${name}.minibatch`);
  const { code, stderr } = await callMinibatch(["train", file, "--store", at("lab.sqlite"), "--out", out]);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return out;
}

async function ask(...args: string[]) {
  const { code, stdout, stderr } = await callMinibatch([...args, "--json"]);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

async function fail(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(args);
  expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 1 });
  return stderr;
}

const numbers = Array.from({ length: 60 }, (_, i) => i);
const table = (mark: string, count: number) =>
  ["x", "kind"].join(mark) +
  numbers
    .slice(0, count)
    .map((i) => `\n${i}${mark}${i < count / 2 ? "ja" : "nein"}`)
    .join("");

test("evaluate --data FILE is on that file, and never on the old rows", { timeout: 60_000 }, async () => {
  writeFileSync(at("a.csv"), table(",", 60));
  writeFileSync(at("new.csv"), "x,kind\n1,ja\n2,nein\n59,nein\n");
  const model = await train("plain", { file: "a.csv", target: "kind" });
  const given = await ask("evaluate", model, "--data", at("new.csv"));
  expect(given).toMatchObject({ file: at("new.csv"), split: null, rows: 3 });
  expect(given).toEqual(await ask("evaluate", model, "--input", at("new.csv")));
  expect(await fail("evaluate", model, "--data", at("new.csv"), "--input", at("a.csv"))).toMatch(
    /^Cannot evaluate .*: each names rows; leave one of them out/,
  );
  mkdirSync(at("sets", "mnist"), { recursive: true });
  expect(await fail("evaluate", model, "--data", at("sets"))).toContain("it is a folder, should be a file of rows");
  expect(await fail("evaluate", model, "--data", at("gone.csv"))).toContain("Cannot read");
  expect(await fail("evaluate", model, "--read", "header=false")).toContain("--read is for a file of --data");
});

test("a table is read as the one that was trained on was; --read says otherwise", { timeout: 60_000 }, async () => {
  const rows = (mark: string) => numbers.map((i) => `${i}${mark}0,5${mark}${i < 30 ? "ja" : "nein"}\n`).join("");
  writeFileSync(at("bare.txt"), rows(";"));
  const model = await train("bare", {
    file: "bare.txt",
    format: "csv",
    delimiter: ";",
    decimal: ",",
    header: false,
    target: "column 3",
  });
  writeFileSync(at("bare-new"), "3;0,5;ja\n50;0,5;nein\n");
  const answers = await ask("predict", model, "--input", at("bare-new"));
  expect(answers).toMatchObject([
    { row: 0, class: "ja" },
    { row: 1, class: "nein" },
  ]);
  expect(await ask("evaluate", model, "--data", at("bare-new"))).toMatchObject({ rows: 2, accuracy: 1 });
  writeFileSync(at("tabs.csv"), "3\t0,5\tja\n50\t0,5\tnein\n");
  const tabs = ["--input", at("tabs.csv"), "--read", "delimiter=\t"];
  expect(await ask("predict", model, ...tabs)).toEqual(answers);
  expect(await ask("evaluate", model, ...tabs)).toMatchObject({ rows: 2, accuracy: 1 });
  expect(await fail("predict", model, "--input", at("bare-new"), "--read", "size=2x2")).toContain(
    '"size" is no option of the format csv',
  );
});

/** NumPy's format 1.0, of doubles. */
function npy(shape: readonly number[], values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const padded = `${header.padEnd(117)}\n`;
  const start = [0x93, ...Buffer.from("NUMPY"), 1, 0, padded.length, 0];
  return Uint8Array.from([...start, ...Buffer.from(padded), ...new Uint8Array(Float64Array.from(values).buffer)]);
}

test("an array has the name of its file, whatever that is", { timeout: 60_000 }, async () => {
  const rows = numbers.flatMap((i) => [i, 60 - i, i < 30 ? 0 : 1]);
  writeFileSync(at("points.npy"), npy([60, 3], rows));
  writeFileSync(at("later.npy"), npy([2, 3], [1, 59, 0, 58, 2, 1]));
  const apart = await train("apart", { file: "points.npy", apart: true, target: "points 3", task: "binary" });
  expect(await ask("predict", apart, "--input", at("later.npy"))).toMatchObject([{ class: "0" }, { class: "1" }]);
  expect(await ask("evaluate", apart, "--data", at("later.npy"))).toMatchObject({ rows: 2, accuracy: 1 });
  writeFileSync(
    at("x.npy"),
    npy(
      [60, 2],
      rows.filter((_, i) => i % 3 < 2),
    ),
  );
  writeFileSync(
    at("y.npy"),
    npy(
      [60],
      rows.filter((_, i) => i % 3 === 2),
    ),
  );
  writeFileSync(at("x2.npy"), npy([2, 2], [1, 59, 58, 2]));
  writeFileSync(at("y2.npy"), npy([2], [0, 1]));
  const beside = await train("beside", { file: "x.npy", targets: "y.npy", target: "y", task: "binary" });
  expect(await ask("predict", beside, "--input", at("x2.npy"))).toMatchObject([{ class: "0" }, { class: "1" }]);
  expect(await fail("evaluate", beside, "--data", at("x2.npy"))).toContain("name it with --read targets=FILE");
  const both = ["--data", at("x2.npy"), "--read", "targets=y2.npy"];
  expect(await ask("evaluate", beside, ...both)).toMatchObject({ rows: 2, accuracy: 1 });
});

const draw = (label: string, i: number, channels: 1 | 3, side = 4) =>
  encode({
    width: side,
    height: side,
    channels,
    data: new Uint8Array(side * side * channels).fill(label === "dark" ? i : 255 - i),
  });

test("pictures are asked about one by one, flat or in folders; to evaluate they need classes", {
  timeout: 60_000,
}, async () => {
  for (const label of ["dark", "bright"]) {
    for (const name of ["pets", "tinted"]) mkdirSync(at(name, label), { recursive: true });
    for (let i = 0; i < 12; i++) {
      writeFileSync(at("pets", label, `${i}.png`), draw(label, i, 3));
      writeFileSync(at("tinted", label, `${i}.png`), draw(label, i, 3));
    }
  }
  mkdirSync(at("flat", "deep", "deeper"), { recursive: true });
  copyFileSync(at("pets", "dark", "3.png"), at("flat", "a.png"));
  copyFileSync(at("pets", "bright", "3.png"), at("flat", "deep", "deeper", "b.png"));
  const model = await train("pets", { file: "pets", target: "class", size: "2x2", grayscale: true });
  const predict = (name: string) => ask("predict", model, "--input", at(name));
  const all = await predict("pets");
  expect(all).toHaveLength(24);
  const { file, probabilities } = all.find((one: { file: string }) => one.file.includes("dark/3.png"));
  expect(file).toBe("dark/3.png");
  expect(await predict("pets/dark/3.png")).toMatchObject([{ row: 0, class: "dark", probabilities }]);
  expect(await predict("flat")).toMatchObject([{ class: "dark" }, { class: "bright" }]);
  expect(await predict("flat/deep/deeper")).toMatchObject([{ class: "bright" }]);
  expect(await ask("evaluate", model, "--data", at("pets"))).toMatchObject({ rows: 24 });
  for (const name of ["flat", "pets/dark/3.png"]) {
    expect(await fail("evaluate", model, "--data", at(name))).toContain("should lie in a folder named for its class");
  }
  mkdirSync(at("pets", "mnist"));
  expect(await fail("evaluate", model, "--data", at("pets"))).toContain("it is a folder of named sets");
  // a gray picture is one of colours, of the size that all had
  const tinted = await train("tinted", { file: "tinted", target: "class" });
  writeFileSync(at("gray.png"), draw("bright", 2, 1));
  expect(await ask("predict", tinted, "--input", at("gray.png"))).toMatchObject([{ class: "bright" }]);
});

test("the command that train prints works where train was typed", { timeout: 60_000 }, async () => {
  mkdirSync(at("far"));
  mkdirSync(at("here"));
  writeFileSync(at("far", "far.csv"), table(",", 60));
  writeFileSync(
    at("far", "far.yaml"),
    "name: far\ndata: { file: far.csv, target: kind }\nmodel: { hidden: [4] }\n" +
      "optimizer: adam\ntraining: { epochs: 2, batchSize: 8 }\n",
  );
  vi.spyOn(process, "cwd").mockReturnValue(at("here"));
  vi.stubEnv("INIT_CWD", undefined);
  const { stderr } = await callMinibatch(["train", "../far/far.yaml"]);
  const [, printed] = /Evaluate it: minibatch (.*)/.exec(stderr) ?? [];
  expect(await ask(...printed!.split(" "))).toMatchObject({ file: "far.csv", split: "test", rows: 12 });
  // beside the model's file, without a store
  copyFileSync(at("here", "far.minibatch"), at("far", "far.minibatch"));
  rmSync(at("here"), { recursive: true });
  mkdirSync(at("here"));
  expect(await ask("evaluate", "../far/far.minibatch")).toMatchObject({ file: "far.csv", rows: 12 });
  rmSync(at("far", "far.csv"));
  expect(await fail("evaluate", "../far/far.minibatch")).toContain("neither here as it was nor in the store");
});

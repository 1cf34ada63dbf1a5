import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { encode } from "fast-png";
import { isFileData } from "minibatch-data";
import papaparse from "papaparse";
import type { ExperimentSpec } from "study";
import { afterAll, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { runMinibatch } from "../../../test/run-minibatch.ts";
import { readExperiment } from "../../experiment-files/read-experiment.ts";

const top = mkdtempSync(join(tmpdir(), "new-"));
afterAll(() => rmSync(top, { recursive: true }));

const EXAMPLES = new URL("../../../../../examples/data/", import.meta.url);

let folders = 0;
function newFolder(): string {
  const folder = join(top, String(folders++));
  mkdirSync(folder);
  return folder;
}

/** What `new` writes of a file, read as `train` reads it. */
async function readNew(file: string, args: readonly string[], out: string): Promise<ExperimentSpec> {
  const ended = await callMinibatch(["new", file, ...args, "--out", out]);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  return (await readExperiment(out)).spec;
}

function fileOf({ data }: ExperimentSpec) {
  if (data === null || !isFileData(data)) throw new TypeError("Cannot look at its file: it trains on a set");
  return data;
}

test("new, train and predict, as they are typed", async () => {
  const cwd = newFolder();
  const text = readFileSync(new URL("penguins.csv", EXAMPLES), "utf8");
  writeFileSync(join(cwd, "penguins.csv"), text);
  // raw rows have no species
  const raw = text
    .split("\n")
    .slice(0, 201)
    .map((line) => line.slice(line.indexOf(",") + 1));
  writeFileSync(join(cwd, "raw.csv"), `${raw.join("\n")}\n`);
  const first = await runMinibatch(["new", "penguins.csv", "--target", "species"], { cwd });
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toContain("Train it: minibatch train penguins.yaml\n");
  expect((await runMinibatch(["train", "penguins.yaml"], { cwd })).code).toBe(0);
  const { code, stdout } = await runMinibatch(["predict", "penguins.minibatch", "--input", "raw.csv"], { cwd });
  expect(code).toBe(0);
  const { data } = papaparse.parse<{ class: string }>(stdout, { header: true, skipEmptyLines: true });
  const truth = text
    .split("\n")
    .slice(1, 201)
    .map((line) => line.slice(0, line.indexOf(",")));
  const right = data.filter((row, i) => row.class === truth[i]).length;
  expect(data).toHaveLength(200);
  expect(right).toBeGreaterThan(190);
}, 240_000);

test("what it wrote is read, and its examples without their # are a sweep", async () => {
  const out = join(newFolder(), "houses.yaml");
  const spec = await readNew(new URL("houses.csv", EXAMPLES).pathname, ["--target", "price"], out);
  expect(spec).toMatchObject({
    name: "houses",
    model: { hidden: [32] },
    training: { batchSize: 16, evaluateTest: true },
    objective: { metric: "validation-loss" },
  });
  expect(fileOf(spec)).toMatchObject({ task: "regression", target: ["price"], ignore: [] });
  const text = readFileSync(out, "utf8");
  expect(text.split("\n").filter((line) => line.length > 120)).toEqual([]);
  expect(text).toContain("# - price: the target is standardized");
  const swept = join(top, "swept.yaml");
  const file = JSON.stringify(new URL("houses.csv", EXAMPLES).pathname);
  const whole = text
    .replaceAll(/^# (?=parameters:| {2}\w+:|repeats:|search:)/gm, "")
    .replace(/(?<=^ {2}file: ).*$/m, file);
  writeFileSync(swept, whole);
  const { spec: sweep } = await readExperiment(swept);
  expect(Object.keys(sweep.parameters)).toEqual(["rate", "units"]);
  expect(sweep.repeats).toBe(5);
  expect(fileOf(sweep).split.folds).toBe(5);
});

/** Any text that a header may hold in one line. */
const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
    fc.constantFrom(
      ": ",
      "#",
      " # a",
      "- a",
      "'",
      '"',
      "a: b",
      "{a}",
      "[a]",
      "*a",
      "&a",
      "!!int",
      "%a",
      "@",
      "`",
      "?",
      "|",
      ">",
    ),
    fc.constantFrom(
      "true",
      "null",
      "~",
      "1e3",
      "0x1F",
      "1_000",
      ".inf",
      "<<",
      "=",
      "2020-01-01",
      "yes",
      "a,b",
      "a;b",
      "\\n",
      "学習率",
    ),
  )
  // what is trimmed, or is missing, is no other name; what a terminal would obey is refused by the experiment
  .filter((text) => text.trim() !== "" && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text));

const DELIMITERS: Readonly<Record<string, string>> = { comma: ",", semicolon: ";", tab: "\t" };

test("column names of every kind are written so that they are read as the same", async () => {
  const folder = newFolder();
  const names = fc.uniqueArray(name, { minLength: 3, maxLength: 4, selector: (text) => text.trim() });
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.constantFrom(...Object.keys(DELIMITERS)),
      fc.boolean(),
      async (columns, delimiter, isBlank) => {
        const heads = columns.map((column) => (isBlank ? ` ${column} ` : column));
        const rows = Array.from({ length: 30 }, (_, i) => [
          i % 3 === 0 ? "no" : "yes",
          ((i * 7) % 11) + 0.5,
          i + 1,
          ...(heads.length > 3 ? ["the same"] : []),
        ]);
        const file = join(folder, "names.csv");
        writeFileSync(
          file,
          papaparse.unparse({ fields: heads, data: rows }, { delimiter: DELIMITERS[delimiter], quotes: true }),
        );
        const reading = ["--read", "header=true", "--read", `delimiter=${delimiter}`];
        const { data } = await readNewOf(file, heads, reading, join(folder, "names.yaml"));
        expect(data).toMatchObject({ header: true, delimiter });
        expect(data.task).toBe("binary");
        expect(data.found.classes).toEqual(["no", "yes"]);
        const found = data.found.columns.map((column) => column.name);
        expect(data.target).toEqual([found[0]]);
        // the third counts the rows, the fourth is the same throughout
        expect(data.ignore).toEqual(found.slice(2));
      },
    ),
    { numRuns: 100 },
  );
}, 120_000);

/** The target is the first column, whose name a reader may have without the blanks around it. */
async function readNewOf(file: string, heads: readonly string[], args: readonly string[], out: string) {
  const said: string[] = [];
  for (const target of [heads[0]!, heads[0]!.trim()]) {
    const { code, stderr } = await callMinibatch(["new", file, `--target=${target}`, ...args, "--out", out, "--force"]);
    if (code === 0) return { data: fileOf((await readExperiment(out)).spec) };
    said.push(stderr);
  }
  throw new Error(said.join(""));
}

test("tables of other kinds, arrays and pictures are trained as they are written", async () => {
  const cwd = newFolder();
  const store = ["--store", join(cwd, "a.sqlite")];
  const write = (file: string, lines: readonly string[]) => writeFileSync(join(cwd, file), `${lines.join("\n")}\n`);
  const rows = Array.from({ length: 60 }, (_, i) => i);
  write("semi.csv", ["id;größe;art", ...rows.map((i) => `${i + 1};${i % 7},5;${i % 2 === 0 ? "a" : "b"}`)]);
  write("labels.csv", ["x,y,wet,cold", ...rows.map((i) => `${i / 7},${i % 5},${Number(i > 30)},${i % 2}`)]);
  write(
    "wind.jsonl",
    rows.map((i) => JSON.stringify({ speed: i / 3, from: i % 2 ? "W" : "E", u: i * 1.5, v: -i / 4 })),
  );
  for (const label of ["dark", "bright"]) {
    mkdirSync(join(cwd, "pictures", label), { recursive: true });
    for (let i = 0; i < 12; i++) {
      const data = Uint8Array.from({ length: 16 }, (_, at) => (label === "dark" ? at + i : 255 - at - i));
      writeFileSync(join(cwd, "pictures", label, `${i}.png`), encode({ width: 4, height: 4, channels: 1, data }));
    }
  }
  const calls: readonly (readonly [string, readonly string[], object])[] = [
    ["semi.csv", ["--target", "art"], { task: "binary", ignore: ["id"] }],
    ["labels.csv", ["--target", "wet", "--target", "cold"], { task: "labels", ignore: [] }],
    ["wind.jsonl", ["--target", "u", "--target", "v", "--name", "air"], { task: "regression" }],
    ["pictures", [], { task: "binary", target: ["class"] }],
    ["pictures", ["--read", "size=2x2", "--name", "small"], { task: "binary", size: "2x2" }],
  ];
  for (const [i, [file, args, told]] of calls.entries()) {
    const out = join(cwd, `${args.includes("--name") ? args.at(-1) : file.split(".")[0]}.yaml`);
    const spec = await readNew(join(cwd, file), args, out);
    expect(fileOf(spec)).toMatchObject(told);
    if (i === 3) continue;
    const ended = await callMinibatch(["train", out, ...store, "--out", join(cwd, "a.minibatch")]);
    expect({ file, code: ended.code }).toEqual({ file, code: 0 });
  }
}, 240_000);

test("nothing is written over without --force, and every refusal is one line", async () => {
  const cwd = newFolder();
  const file = join(cwd, "a.csv");
  writeFileSync(file, `x,y\n${"1,a\n2,b\n".repeat(20)}`);
  const out = join(cwd, "a.yaml");
  writeFileSync(out, "mine");
  const refusals = [
    [[], /^Cannot tell what a\.csv should teach: --target names no column; its columns are x, y$/],
    [["--target", "y"], /a\.yaml: it is there already; add --force to write over it, or give another --out$/],
    [["--target", "z", "--force"], /^Cannot use column "z" of a\.csv: there is none; it has "x", "y"$/],
    [["--target", "y", "--task", "regression", "--force"], /^Cannot use target "y" of a\.csv: it is text/],
    [["--target", "y", "--out", join(cwd, "a.txt")], /a\.txt: an experiment's name should end in \.yaml/],
    [["--target", "y", "--name", "a b"], /^Cannot name an experiment "a b": it should have at most 100 letters/],
    [["--target", "y", "--read", "target=x"], /target does not say how a file is read/],
    [["--target", "y", "--ignore", "y", "--force"], /Cannot ignore column "y" of a\.csv: it is the target/],
    [["--target", "y", "--ignore", "z", "--force"], /^Cannot use column "z" of a\.csv: there is none/],
    [["--target", "y", "--read", "nonsense=1", "--force"], /"nonsense" is no option of the format csv/],
  ] as const;
  for (const [args, message] of refusals) {
    const given = args.includes("--out" as never)
      ? args
      : [...args, "--out", args.length === 0 ? join(cwd, "b.yaml") : out];
    const { code, stdout, stderr } = await callMinibatch(["new", file, ...given]);
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: "" });
    expect(stderr.trim()).toMatch(message);
  }
  expect(readFileSync(out, "utf8")).toBe("mine");
  const { code, stdout } = await callMinibatch(["new", file, "--target", "y", "--out", out, "--force", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file: out, name: "a", target: ["y"], rows: { train: 24 }, hidden: [16] });
  expect((await readExperiment(out)).spec.name).toBe("a");
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeCheckpoint } from "minibatch";
import { advanceSweep, defineExperiment, type ExperimentSpec, hashSpec } from "study";
import type { Segments } from "study/json";
import { expect, test } from "vitest";
import { processorSeconds } from "../../../../study/test/processor-seconds.ts";
import { InputError } from "../../errors.ts";
import { readExperiment } from "../read-experiment.ts";
import { parseDocument } from "./parse-document.ts";
import { readNode } from "./read-node.ts";

async function specOf(file: string): Promise<ExperimentSpec> {
  return (await readExperiment(file)).spec;
}

const YAML = `name: small
data: {set: sequences}
model:
  inputs: 20
  loss: sigmoid-binary-cross-entropy
  layers:
    - &hidden {kind: dense, units: 4}
    - kind: dense
      units: 1
optimizer: sgd
parameters:
  optimizer.learningRate: [1e-3, 0x10, 0.5]
  method:
    at: optimizer.kind
    values: {plain: sgd, other: rmsprop}
`;

const EXPECTED = defineExperiment({
  name: "small",
  data: { set: "sequences" },
  model: {
    inputs: 20,
    loss: "sigmoid-binary-cross-entropy",
    layers: [
      { kind: "dense", units: 4 },
      { kind: "dense", units: 1 },
    ],
  },
  optimizer: "sgd",
  parameters: {
    "optimizer.learningRate": [0.001, 16, 0.5],
    method: { at: "optimizer.kind", values: { plain: "sgd", other: "rmsprop" } },
  },
});

const folder = mkdtempSync(join(tmpdir(), "experiments-"));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const complaint = async (file: string): Promise<string> => {
  const error: unknown = await readExperiment(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toContain("\n");
  return message.replace(file, "FILE");
};

test.each(["a.yaml", "a.yml", "A.YAML"])("YAML in %s", async (name) => {
  expect(await specOf(write(name, YAML))).toEqual(EXPECTED);
});

test("with a byte order mark, Windows line ends, or as JSON with tabs", async () => {
  expect(await specOf(write("bom.yaml", `\ufeff${YAML}`))).toEqual(EXPECTED);
  expect(await specOf(write("crlf.yaml", YAML.replaceAll("\n", "\r\n")))).toEqual(EXPECTED);
  const json = JSON.stringify({ ...EXPECTED, $schema: "./x.json" }, null, "\t");
  expect(await specOf(write("a.json", `\ufeff${json}\r\n`))).toEqual(EXPECTED);
});

test.each<[string, string, string]>([
  [
    "units: 1",
    "units: -1",
    "line 9, column 7: model.layers[1].units: cannot use -1: it must be a whole number at least 1",
  ],
  [
    "units: 4",
    "unit: 4",
    "line 7, column 29: model.layers[0].unit: cannot be read: a dense layer has no such field; did you mean units?",
  ],
  [
    "0.5]",
    "-0.5]",
    'line 12, column 40: parameters["optimizer.learningRate"].values[2]: optimizer.learningRate: cannot use -0.5',
  ],
  [
    "other: rmsprop",
    "other: rms",
    'line 15, column 26: parameters.method.values[1]: optimizer.kind: cannot use "rms": known are',
  ],
  ["at: optimizer.kind", "at: optimiser.kind", "line 14, column 5: parameters.method.at: cannot be optimiser.kind"],
  ["name: small\n", "", "line 1, column 1: name: is missing"],
  [
    "optimizer: sgd",
    "optimiser: sgd",
    "line 10, column 1: optimiser: cannot be read: an experiment has no such field; did you mean optimizer?",
  ],
  [
    "    - kind: dense\n      units: 1",
    "    - *hidden",
    "line 8, column 7: model.layers[1].units: cannot be 4: sequences needs 1 in the last layer",
  ],
  ["optimizer: sgd", "optimizer: sgd\nname: again", "line 11, column 1: this key is there already; leave one out"],
  ["units: 4}", "units: 4", "is not YAML: "],
  ["optimizer: sgd", "optimizer: !js sgd", "line 10, column 12: is not YAML: Unresolved tag: !js; leave the tag out"],
  [
    "optimizer: sgd",
    "optimizer: *nowhere",
    "line 10, column 12: Unresolved alias (the anchor must be set before the alias): nowhere",
  ],
  [
    "- kind: dense\n",
    "- <<: *hidden\n",
    "line 8, column 7: << is no key of YAML 1.2, which does not merge; write the fields out",
  ],
  [
    "optimizer: sgd",
    "optimizer: !!js/function x",
    "line 10, column 12: is not YAML: Unresolved tag: tag:yaml.org,2002:js",
  ],
  [
    "optimizer: sgd",
    "optimizer: !!binary c2dk",
    "line 10, column 12: is not YAML: Unresolved tag: tag:yaml.org,2002:binary",
  ],
  ["optimizer: sgd", "optimizer: !!timestamp 2001-01-01", "line 10, column 12: is not YAML: Unresolved tag: "],
  [
    "name: small",
    "%YAML 1.1\n---\nname: small",
    "line 1, column 1: cannot be read as YAML 1.1, whose yes, no and << mean something",
  ],
  [
    "optimizer: sgd",
    "optimizer: &a {kind: *a}",
    "line 10, column 22: optimizer.kind.kind is more than 64 levels deep, or contains itself",
  ],
  ["optimizer: sgd", "? [a]\n: 1\noptimizer: sgd", "line 10, column 3: this key is no plain text; write a name"],
  ["optimizer: sgd", "optimizer: sgd\n1: a\n'1': b", "line 12, column 1: this key is there already; leave one out"],
  ["optimizer: sgd", `optimizer: ${"[".repeat(20_000)}${"]".repeat(20_000)}`, "it is nested too deep to be read"],
  ["optimizer: sgd", `optimizer: ${"[".repeat(70)}${"]".repeat(70)}`, "is more than 64 levels deep"],
  ["optimizer: sgd", "optimizer:\n\tkind: sgd", "line 11, column 1: is not YAML: Tabs are not allowed as indentation"],
  ["1e-3", ".inf", "cannot use Infinity: it must be a finite number"],
  ["1e-3", "1e999", "cannot use Infinity: it must be a finite number"],
  ["other: rmsprop", "__proto__: sgd", "parameters.method.values.__proto__: cannot be a field's name"],
  ["at: optimizer.kind", "__proto__: sgd", "parameters.method.__proto__: cannot be a field's name"],
  ["1e-3", ".nan", 'parameters["optimizer.learningRate"][0]: cannot use NaN: it must be a finite number'],
  ["parameters:", "---\nparameters:", "line 11, column 1: a second document begins"],
])("%j -> %j is told with its place", async (from, to, expected) => {
  const text = YAML.replace(from, to);
  expect(text).not.toBe(YAML);
  expect(await complaint(write("wrong.yaml", text))).toContain(expected);
});

test("places are those of an editor, with a byte order mark and Windows line ends too", async () => {
  const text = `\ufeff${YAML.replace("units: 1", "units: 0").replaceAll("\n", "\r\n")}`;
  expect(await complaint(write("wrong.yaml", text))).toMatch(
    /^Cannot use FILE: line 9, column 7: model\.layers\[1\]\.units/,
  );
});

test.each<[string, string | Uint8Array, string]>([
  ["empty.yaml", "", "Cannot use FILE: it is empty; it should describe an experiment"],
  ["comment.yaml", "# nothing\n", "Cannot use FILE: it is empty; it should describe an experiment"],
  ["list.yaml", "- 1\n", "Cannot use FILE: line 1, column 1: cannot use [1]: it must be an object with name, "],
  ["empty.json", " \n", "Cannot use FILE: line 1, column 1: is not JSON: Unexpected end of JSON input"],
  ["yaml.json", "name: x\n", "Cannot use FILE: line 1, column 2: is not JSON: Unexpected token 'a'"],
  [
    "twice.json",
    '{"name": "a",\n  "name": "b"}',
    "Cannot use FILE: line 2, column 3: this key is there already; leave one out",
  ],
  ["short.json", '{\n  "name": "a"', "Cannot use FILE: line 2, column 14: is not JSON: Expected ',' or '}'"],
  ["utf-16.yaml", Buffer.from("\ufeffname: a", "utf16le"), "Cannot read FILE: it is UTF-16 text; save it as UTF-8"],
  ["utf-16.json", new Uint8Array([0xfe, 0xff, 0, 0x7b]), "Cannot read FILE: it is UTF-16 text; save it as UTF-8"],
  [
    "unmarked.yaml",
    Buffer.from("name: a", "utf16le"),
    "Cannot read FILE: it holds zero bytes, as UTF-16 and binary files",
  ],
  [
    "long.yaml",
    `name: ${"a".repeat(2 ** 23)}`,
    "Cannot read FILE: it has 8388614 bytes, and an experiment at most 8388608; leave",
  ],
  [
    "mac.yaml",
    "name: a\rdata: b\r",
    "Cannot use FILE: line 1, column 8: the line ends in a carriage return alone; save",
  ],
  [
    "nameless.yaml",
    "name: a\n~: b\n",
    'Cannot use FILE: line 2, column 1: [""]: cannot be read: an experiment has no such',
  ],
  ["null.yaml", "~", "Cannot use FILE: line 1, column 1: cannot use null: it must be an object with name, "],
  ["latin.yaml", new Uint8Array([0x61, 0x3a, 0x20, 0xe9]), "Cannot read FILE: it is not UTF-8 text; save it as that"],
  [
    "what.toml",
    "a = 1",
    "Cannot read FILE: its name ends in .toml, it should end in .json, .yaml, .yml, .ts, .mts, .js, .mjs",
  ],
  [
    "a.csv",
    "a,b\n1,2\n",
    "Cannot read FILE: by its name it is data (csv), no experiment, whose name ends in .json, .yaml, .yml, .ts, .mts, " +
      ".js, .mjs; minibatch new writes an experiment on it",
  ],
  ["nothing", "", "Cannot read FILE: its name ends in nothing, it should end in .json"],
])("%s", async (name, content, expected) => {
  expect((await complaint(write(name, content))).startsWith(expected)).toBe(true);
});

/** A network's file may be larger than any experiment. */
const NETWORK = encodeCheckpoint([{ name: "w", values: new Float64Array(1 << 21) }], {});
const ARRAY = new Uint8Array(Buffer.from("\x93NUMPY\x01\x00v\x00{}", "latin1"));
const PARQUET = new Uint8Array(20_000);
PARQUET.set(Buffer.from("PAR1"));
PARQUET.set(Buffer.from("PAR1"), PARQUET.length - 4);

test.each<[string, Uint8Array | string, string]>([
  ["a.minibatch", NETWORK, "it is a trained network; give it to minibatch evaluate or minibatch predict"],
  ["renamed.yaml", NETWORK, "it is a trained network; give it to minibatch evaluate or minibatch predict"],
  ["renamed.ts", NETWORK, "it is a trained network; give it to minibatch evaluate or minibatch predict"],
  [
    "a.sqlite",
    "SQLite format 3\0",
    "it is an SQLite database, as a store is; give a store as --store, to minibatch runs list",
  ],
  ["a.npy", ARRAY, "it is data (npy), no experiment; minibatch new writes an experiment on it"],
  ["a.parquet", PARQUET, "it is data (parquet), no experiment; minibatch new writes an experiment on it"],
  ["a.json", "%PDF-1.4 \xff", "it is a PDF document, should be text in YAML, JSON or TypeScript"],
])("another kind of file is told by its bytes: %s", async (name, content, what) => {
  expect(await complaint(write(name, content))).toBe(`Cannot read FILE: ${what}`);
});

test("what is no file", async () => {
  expect(await complaint(join(folder, "none.yaml"))).toBe("Cannot read FILE: there is no such file; check the path");
  expect(await complaint(join(folder, "none.ts"))).toBe("Cannot read FILE: there is no such file; check the path");
  expect(await complaint(folder)).toBe("Cannot read FILE: it is a directory; name a file");
});

test("a name as long as its file is cut where it is told", async () => {
  const message = await complaint(write("long-name.json", JSON.stringify({ ["k".repeat(100_000)]: 1 })));
  expect(message).toMatch(/^Cannot use FILE: line 1, column 2: k+\.\.\.$/);
  expect(message.length).toBeLessThan(1100);
});

test.skipIf(process.platform !== "linux")("a device without an end is not read", async () => {
  expect(await complaint("/dev/zero")).toBe("Cannot read FILE: it is a device; name a file");
});

test("labels stand in the order of the file, whole numbers too", async () => {
  const labels = [
    ["64", 64],
    ["b", 1],
    ["8", 8],
    ["0", 2],
    ["-1", 3],
    ["1e-3", 4],
    ["4294967294", 5],
    ["32", 6],
  ];
  const written = labels.map(([label, value]) => `${JSON.stringify(label)}: ${value}`).join(", ");
  const yaml = YAML.replace("at: optimizer.kind", "at: training.batchSize").replace(
    "plain: sgd, other: rmsprop",
    written,
  );
  const json = JSON.stringify({ ...EXPECTED, parameters: { method: { at: "training.batchSize", values: "HERE" } } });
  for (const file of [write("order.yaml", yaml), write("order.json", json.replace('"HERE"', `{${written}}`))]) {
    const { method } = (await specOf(file)).parameters;
    const values = method?.kind === "choice" ? method.values.map(({ label, value }) => [label, value]) : [];
    expect(values).toEqual(labels);
  }
  const numbers = yaml.replace(written, "64: 64, 8: 8");
  const { method } = (await specOf(write("numbers.yaml", numbers))).parameters;
  expect(method).toMatchObject({ values: [{ label: "64" }, { label: "8" }] });
});

test("what moves side by side is paired as the file lists it, also after the store has kept it", async () => {
  const text = YAML.replace(/parameters:[\s\S]*/, "parameters:\n").concat(
    "  batch: {at: training.batchSize, values: {64: 64, 32: 32, 8: 8}}\n",
    "  optimizer.learningRate: [0.8, 0.4, 0.1]\nsearch: zip\n",
  );
  const spec = await specOf(write("zip.yaml", text));
  const stored = JSON.parse(JSON.stringify(spec)) as typeof spec;
  const points = advanceSweep(stored, []).create.map(({ point }) => Object.values(point));
  expect(points).toEqual([
    ["64", 0.8],
    ["32", 0.4],
    ["8", 0.1],
  ]);
  const turned = await specOf(write("turned.yaml", text.replace("64: 64, 32: 32, 8: 8", "8: 8, 32: 32, 64: 64")));
  expect(hashSpec(turned)).not.toBe(hashSpec(spec));
});

test("an alias of a map is one of labels where labels belong, whatever it was where it was written", () => {
  const document = parseDocument(
    "first: &map {64: a, 8: b}\nparameters: {p: {values: *map}, q: {values: *map}}",
    "yaml",
  );
  const isLabels = (path: Segments) => path.at(-1) === "values";
  const labels = [
    { label: "64", value: "a" },
    { label: "8", value: "b" },
  ];
  expect(readNode(document!, isLabels)).toEqual({
    first: { 8: "b", 64: "a" },
    parameters: { p: { values: labels }, q: { values: labels } },
  });
});

test("the place of a wrong value is that of its label, also among whole numbers", async () => {
  const text = YAML.replace("plain: sgd, other: rmsprop", "9: sgd, 10: adam, 1: rms");
  expect(await complaint(write("wrong-label.yaml", text))).toContain(
    'line 15, column 32: parameters.method.values[2]: optimizer.kind: cannot use "rms"',
  );
});

test("aliases that would fill the memory end at the first that is too much", async () => {
  const levels = Array.from({ length: 30 }, (_, i) => `- &a${i + 1} [*a${i}, *a${i}]\n`).join("");
  expect(await complaint(write("bomb.yaml", `- &a0 [1]\n${levels}`))).toMatch(
    /^Cannot use FILE: line 20, column 8: \[19\] has more than 1000000 parts; leave some out$/,
  );
});

test("eight times the labels take about eight times the time", () => {
  const readLabels = (count: number): void => {
    const text = Array.from({ length: count }, (_, i) => `"k${i}": ${i}\n`).join("");
    expect(readNode(parseDocument(text, "yaml")!, () => true)).toHaveLength(count);
  };
  const few = processorSeconds(() => readLabels(3000), "longest");
  // comparing each key with all before it would take 64 times as long
  expect(processorSeconds(() => readLabels(24_000), "shortest", 2)).toBeLessThan(24 * few);
});

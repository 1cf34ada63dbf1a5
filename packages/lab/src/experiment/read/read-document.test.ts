import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError } from "../../errors.ts";
import { defineExperiment } from "../define-experiment.ts";
import { readExperiment } from "./read-experiment.ts";

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
  expect(await readExperiment(write(name, YAML))).toEqual(EXPECTED);
});

test("with a byte order mark, Windows line ends, or as JSON with tabs", async () => {
  expect(await readExperiment(write("bom.yaml", `\ufeff${YAML}`))).toEqual(EXPECTED);
  expect(await readExperiment(write("crlf.yaml", YAML.replaceAll("\n", "\r\n")))).toEqual(EXPECTED);
  const json = JSON.stringify({ ...EXPECTED, $schema: "./x.json" }, null, "\t");
  expect(await readExperiment(write("a.json", `\ufeff${json}\r\n`))).toEqual(EXPECTED);
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
  ["optimizer: sgd", "optimizer: !js sgd", "line 10, column 12: is not YAML: Unresolved tag: !js"],
  ["optimizer: sgd", "optimizer: *nowhere", "Unresolved alias (the anchor must be set before the alias): nowhere"],
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
  ["latin.yaml", new Uint8Array([0x61, 0x3a, 0x20, 0xe9]), "Cannot read FILE: it is not UTF-8 text; save it as that"],
  [
    "what.toml",
    "a = 1",
    "Cannot read FILE: its name ends in .toml, it should end in .json, .yaml, .yml, .ts, .mts, .js, .mjs",
  ],
  ["nothing", "", "Cannot read FILE: its name ends in nothing, it should end in .json"],
])("%s", async (name, content, expected) => {
  expect((await complaint(write(name, content))).startsWith(expected)).toBe(true);
});

test("what is no file", async () => {
  expect(await complaint(join(folder, "none.yaml"))).toBe("Cannot read FILE: there is no such file; check the path");
  expect(await complaint(join(folder, "none.ts"))).toBe("Cannot read FILE: there is no such file; check the path");
  expect(await complaint(folder)).toBe("Cannot read FILE: it is a directory; name a file");
});

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineExperiment } from "study";
import { expect, test } from "vitest";
import { smallExperiment } from "../../../../study/test/small-experiment.ts";

const READER = fileURLToPath(new URL("../../../test/read-experiments.ts", import.meta.url));
const MODEL = `{
    inputs: 20,
    layers: [{ kind: "dense", units: 4, activation: "relu" }, { kind: "dense", units: 1 }],
    loss: "sigmoid-binary-cross-entropy",
  }`;
const RIGHT = `import { defineExperiment, type ExperimentInput } from "minibatch-lab";
const name: ExperimentInput["name"] = "small";
export default defineExperiment({
  name,
  data: { set: "sequences" },
  model: ${MODEL},
  optimizer: "sgd",
});
`;

/** name -> content, and what is said of it; FILE stands for its path, FOLDER for that of all */
const CASES: Readonly<Record<string, readonly [content: string, said: string | null]>> = {
  "right.ts": [RIGHT, null],
  "right.mts": [RIGHT, null],
  "plain.js": [RIGHT.replace(", type ExperimentInput", "").replace(': ExperimentInput["name"]', ""), null],
  "object.mjs": [`export default ${JSON.stringify(smallExperiment)};`, null],
  "library.ts": [
    RIGHT.replace("const name", 'import { defineModel } from "minibatch";\nvoid defineModel;\nconst name'),
    null,
  ],
  // packages that say nothing of their files' kind, or that they are CommonJS
  "typeless/right.ts": [RIGHT, null],
  "commonjs/right.ts": [RIGHT, null],
  "wrong.ts": [
    RIGHT.replace("relu", "rely"),
    'near line 8, column 41: model.layers[0].activation.kind: cannot use "rely": did you mean relu?',
  ],
  "wrong-object.mjs": [`export default {\n  name: "a b" };`, 'near line 2, column 3: name: cannot use "a b"'],
  "elsewhere.ts": [
    RIGHT.replace("defineExperiment({", "make({").replace(
      "const name",
      "const make = (o: object) => defineExperiment({ ...o, seed: -1 } as ExperimentInput);\nconst name",
    ),
    "near line 2, column 54: seed: cannot use -1",
  ],
  "syntax.ts": ["export default {\n  name: 'x',,\n};\n", "line 2, column 13: SyntaxError: "],
  "syntax.js": ["export default {\n  name: 'x'\n  seed: 1,\n};\n", "line 3, column 3: SyntaxError: "],
  "enum.ts": [
    "enum A { B }\nexport default A.B;\n",
    "line 1, column 1: SyntaxError: TypeScript enum is not supported in strip-only mode",
  ],
  "throws.ts": [
    "const x: number = 1;\nfunction f(): never {\n  throw new RangeError('boom\\nagain');\n}\nexport default f();\n",
    "line 3, column 9: RangeError: boom again",
  ],
  "library-throws.ts": [
    'import { defineModel } from "minibatch";\nexport default\n  defineModel({} as never);\n',
    "line 3, column 3: SpecError: inputs: cannot use undefined",
  ],
  "throws-text.ts": ["throw 'text';", "it throws text, which is not an error; throw an Error"],
  "missing.ts": [
    '\nimport x from "no-such-package";\nexport default x;\n',
    "line 2, column 16: no-such-package is not there; check the name, or install it",
  ],
  "missing-file.ts": [
    'import x from "./none.ts";\nexport default x;\n',
    "line 1, column 18: FOLDER/none.ts is not there",
  ],
  "nested.ts": [
    'import x from "./syntax.ts";\nexport default x;\n',
    "FOLDER/syntax.ts, line 2, column 13: SyntaxError: ",
  ],
  "no-default.ts": [
    "export const experiment = 1;\n",
    "it has no default export; write export default defineExperiment({...})",
  ],
  "no-experiment.ts": ["export default 3;\n", "cannot use 3: it must be an object with name"],
  "function.ts": [
    "export default () => 1;\n",
    "its default export: cannot use a function: it must be a plain JSON value; call it",
  ],
  "promise.ts": [
    "export default Promise.resolve(1);\n",
    "its default export: cannot use a Promise: it must be a plain JSON value; await it",
  ],
  "proxy.ts": [
    "export default new Proxy({}, { ownKeys() { throw new Error('no keys\\nfor you'); } });\n",
    "its default export: cannot be read: it throws no keys for you; give a plain value",
  ],
  "getter.ts": [
    "export default {\n  name: 'x',\n  model: { get inputs() { throw null; } },\n};\n",
    "near line 3, column 3: model: cannot be read: it throws null; give a plain value",
  ],
  "class.ts": [
    "export default {\n  model: new (class Model {})(),\n};\n",
    "near line 2, column 3: model: cannot use a Model: it must be a plain JSON value",
  ],
  "nameless.ts": [
    "export default {\n  model: Object.create({ constructor: 3 }),\n};\n",
    "near line 2, column 3: model: cannot use an object of a class",
  ],
  "circle.ts": [
    "const model: { layers: unknown[] } = { layers: [] };\nmodel.layers.push(model);\nexport default { model };\n",
    "near line 3, column 18: model.layers[0]: cannot be used: it is more than 64 levels deep, or contains itself",
  ],
  "doubles.ts": [
    "let model: unknown = 1;\nfor (let i = 0; i < 40; i++) model = [model, model];\nexport default { model };\n",
    "near line 3, column 18: model[0][0]: cannot be used: there are more than 1000000 parts up to here",
  ],
  "hole.ts": [
    "export default {\n  model: [1, , 2],\n};\n",
    "near line 2, column 14: model[1]: cannot use undefined: it must be a plain JSON value",
  ],
  "symbol.ts": [
    "export default { [Symbol('a')]: 1 };\n",
    "near line 1, column 16: its default export: cannot have a field Symbol(a): names are texts",
  ],
  "bigint.ts": [
    "export default {\n  seed: 3n,\n};\n",
    "near line 2, column 3: seed: cannot use 3: it must be a plain JSON value; leave out the n",
  ],
  "throws-nothing.ts": [
    "throw Object.create(null);\n",
    "it throws something that cannot be shown, which is not an error",
  ],
  "throws-nameless.ts": [
    "throw Object.assign(new Error('x'), { name: Symbol('s') });\n",
    "something that cannot be shown",
  ],
  "pretends.ts": [
    "throw Object.assign(new Error('x'), { name: 'ExperimentError', segments: 3 });\n",
    "line 1, column 21: ExperimentError: x",
  ],
  "labels.ts": [
    RIGHT.replace(
      'optimizer: "sgd",',
      'optimizer: "sgd",\n  parameters: { batch: { at: "training.batchSize", values: { "64": 64, "8": 8 } } },',
    ),
    'near line 12, column 52: parameters.batch.values: may have lost the order of its labels: JavaScript puts whole numbers such as "8" first; write a list: [{ label: "8", value: 8 }, ...]',
  ],
};

/** Code that does what only a thread of its own can keep from the command. */
const PLAIN = JSON.stringify(smallExperiment);
const APART: typeof CASES = {
  "right.ts": [RIGHT, null],
  "plain.ts": [`export default ${PLAIN};\n`, null],
  "rejects.ts": [
    `Promise.reject(new RangeError("late"));\nexport default ${PLAIN};\n`,
    "line 1, column 16: a promise is rejected that nobody waits for: RangeError: late; await it, or catch that",
  ],
  "rejects-later.ts": [
    `setTimeout(() => Promise.reject("text"), 20);\nexport default ${PLAIN};\n`,
    "a promise is rejected that nobody waits for: text; await it, or catch that",
  ],
  "throws-later.ts": [
    `export default ${PLAIN};\nsetTimeout(() => {\n  throw new Error("later");\n}, 20);\n`,
    "line 3, column 9: later",
  ],
  "exits.ts": [
    `process.exit(0);\nexport default ${PLAIN};\n`,
    "it ended with exit code 0 before its export was read; an experiment is only to be read: leave out process.exit and process.exitCode",
  ],
  "exits-later.ts": [
    `setTimeout(() => process.exit(3), 20);\nexport default ${PLAIN};\n`,
    "it ended with exit code 3 after its export was read; an experiment is only to be read: leave out process.exit and process.exitCode",
  ],
  "sets-code.ts": [
    `process.exitCode = 7;\nexport default ${PLAIN};\n`,
    "it ended with exit code 7 after its export was read; an experiment is only to be read: leave out process.exit and process.exitCode",
  ],
  "never.ts": [
    "await new Promise(() => {});\nexport default 1;\n",
    "it waits for a promise that is never settled; await none at its top level",
  ],
  // the command's own objects stay as they are
  "pollutes.ts": [`Object.assign(Object.prototype, { seed: -1 });\nexport default ${PLAIN};\n`, null],
};

function readAll(where: "here" | "apart", cases: typeof CASES): void {
  const folder = mkdtempSync(join(tmpdir(), "experiments-"));
  for (const [name, manifest] of Object.entries({ typeless: {}, commonjs: { type: "commonjs" } })) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "package.json"), JSON.stringify(manifest));
  }
  const files = Object.keys(cases).map((name) => join(folder, name));
  for (const [i, [content]] of Object.values(cases).entries()) writeFileSync(files[i]!, content);
  const call = ["--conditions=minibatch-source", READER, where, ...files];
  const { stdout, stderr, status } = spawnSync(process.execPath, call, { encoding: "utf8", cwd: folder });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const results = JSON.parse(stdout) as {
    readonly spec?: unknown;
    readonly error?: string;
    readonly message?: string;
  }[];
  const expected = defineExperiment(smallExperiment);
  for (const [i, [name, [, said]]] of Object.entries(cases).entries()) {
    const { spec, error, message } = results[i]!;
    if (said === null) {
      expect({ name, error, message, spec }).toEqual({ name, spec: expected });
      continue;
    }
    expect({ name, error }).toEqual({ name, error: "InputError" });
    expect(message).not.toContain("\n");
    expect(message).toContain(`Cannot use ${files[i]}: ${said.replace("FOLDER", folder)}`);
  }
}

test("experiments that are code, in a folder where nothing is installed", () => {
  readAll("here", CASES);
});

test("code runs in a thread of its own until the experiment is read: what it does besides is told, or ends there", () => {
  readAll("apart", APART);
}, 60_000);

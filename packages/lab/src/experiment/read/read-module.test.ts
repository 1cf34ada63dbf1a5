import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { smallExperiment } from "../../../test/small-experiment.ts";
import { defineExperiment } from "../define-experiment.ts";

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
};

test("experiments that are code, in a folder where nothing is installed", () => {
  const folder = mkdtempSync(join(tmpdir(), "experiments-"));
  for (const [name, manifest] of Object.entries({ typeless: {}, commonjs: { type: "commonjs" } })) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "package.json"), JSON.stringify(manifest));
  }
  const files = Object.keys(CASES).map((name) => join(folder, name));
  for (const [i, [content]] of Object.values(CASES).entries()) writeFileSync(files[i]!, content);
  const call = ["--conditions=minibatch-source", READER, ...files];
  const { stdout, stderr, status } = spawnSync(process.execPath, call, { encoding: "utf8", cwd: folder });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const results = JSON.parse(stdout) as {
    readonly spec?: unknown;
    readonly error?: string;
    readonly message?: string;
  }[];
  const expected = defineExperiment(smallExperiment);
  for (const [i, [name, [, said]]] of Object.entries(CASES).entries()) {
    const { spec, error, message } = results[i]!;
    if (said === null) {
      expect({ name, error, message, spec }).toEqual({ name, spec: expected });
      continue;
    }
    expect({ name, error }).toEqual({ name, error: "InputError" });
    expect(message).not.toContain("\n");
    expect(message).toContain(`Cannot use ${files[i]}: ${said.replace("FOLDER", folder)}`);
  }
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError, NotHereError } from "../errors.ts";
import { hashOf, readModuleFiles } from "./module-files.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "modules-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const namesOf = (module: string, from = folder) => Object.keys(readModuleFiles(from, module).sha256);

test("all that is imported by a relative path, and by what that imports, whatever the form", () => {
  write({
    "e/train.ts": `import { a } from "./lib/a.ts";\nexport * from '../shared/b.ts';\nimport "./effect.mjs";`,
    "e/lib/a.ts": `const late = () => import("../late.ts");\nimport x from "./x.json" with { type: "json" };`,
    "shared/b.ts": `import type { T } from "./types.ts";\nconst { c } = require("./c");`,
    "e/effect.mjs": `import "node:fs"; import "minibatch"; // from "./nowhere.ts"`,
    "e/late.ts": `import "./train.ts";`,
    "e/lib/x.json": `{"from": "./not-code.ts"}`,
    "shared/types.ts": "export type T = 1;",
    "shared/c.cjs": "",
    "e/not-imported.ts": "",
  });
  const { folder: root, sha256 } = readModuleFiles(join(folder, "e"), "./train.ts");
  expect(root).toBe(join(folder, "e"));
  expect(Object.keys(sha256)).toEqual([
    "../shared/b.ts",
    "../shared/c.cjs",
    "../shared/types.ts",
    "./effect.mjs",
    "./late.ts",
    "./lib/a.ts",
    "./lib/x.json",
    "./train.ts",
  ]);
  expect(sha256["./late.ts"]).toBe(hashOf(Buffer.from(`import "./train.ts";`)));
});

test("a byte of any of them changes its hash, and no other's", () => {
  write({ "train.ts": `import "./a.ts";`, "a.ts": "1" });
  const before = readModuleFiles(folder, "./train.ts").sha256;
  write({ "a.ts": "2" });
  const after = readModuleFiles(folder, "./train.ts").sha256;
  expect(after).toEqual({ ...before, "./a.ts": hashOf(Buffer.from("2")) });
  expect(after).not.toEqual(before);
});

test("names hold whatever folder they are read from, also through a link to it", () => {
  write({ "real/train.ts": `import "./a.ts";`, "real/a.ts": "" });
  symlinkSync(join(folder, "real"), join(folder, "link"));
  expect(readModuleFiles(join(folder, "link"), "./train.ts")).toEqual(
    readModuleFiles(join(folder, "real"), "./train.ts"),
  );
});

test("one that is not there is told as missing; a folder is no module", () => {
  expect(() => namesOf("./train.ts")).toThrow(NotHereError);
  mkdirSync(join(folder, "train.ts"));
  expect(() => namesOf("./train.ts")).toThrow(
    `Cannot use the module ./train.ts: ${folder} has no such file; check the path, or name the folder that has it: --experiments FOLDER`,
  );
});

test("where the folder above has it, as that of a report's best.json, the option that says so is told", () => {
  write({ "train.ts": "", "report/best.json": "{}" });
  expect(() => namesOf("./train.ts", join(folder, "report"))).toThrow(
    `report has no such file; the folder above has it, so add --experiments ${folder}`,
  );
});

test("a link that leads out of the folder is no module of it", () => {
  write({ "outside.ts": "", "inside/x.ts": "" });
  symlinkSync(join(folder, "outside.ts"), join(folder, "inside/train.ts"));
  expect(() => namesOf("./train.ts", join(folder, "inside"))).toThrow(InputError);
  expect(() => namesOf("./train.ts", join(folder, "inside"))).toThrow("a link that leads out of");
});

test("a file that is far too long is no code", () => {
  write({ "train.ts": `import "./data.json";`, "data.json": " ".repeat(8 * 2 ** 20 + 1) });
  expect(() => namesOf("./train.ts")).toThrow(
    "has 8388609 bytes, and a file of a module at most 8388608; read it as data",
  );
});

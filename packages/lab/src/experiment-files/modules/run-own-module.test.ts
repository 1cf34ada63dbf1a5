import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readModuleFiles } from "../../modules/module-files.ts";
import { tryModule } from "./run-own-module.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "try-module-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const tried = () => tryModule(readModuleFiles(folder, "./train.ts"), "./train.ts");
const TRAIN = "export async function* train() { yield { score: 1 }; }";

describe("a module can be run", () => {
  test.each([
    ["as a function", TRAIN],
    [
      "as a default export",
      `import { defineTraining } from "minibatch-lab"; export default defineTraining({ async *train() { yield { score: 1 } } });`,
    ],
    ["beside the experiment that names it", `export default { name: "a" }; ${TRAIN}`],
    ["with what it imports", `import { a } from "./a.ts"; const b: number = a; ${TRAIN}`],
    ["with types that are not there", `import type { B } from "./not-there.ts"; ${TRAIN}`],
  ])("%s", { timeout: 20_000 }, async (_, text) => {
    write("a.ts", "export const a: number = 1;");
    write("train.ts", text);
    await expect(tried()).resolves.toBeUndefined();
  });
});

describe("is refused, with the file and the place", () => {
  test.each([
    [
      "no train",
      "export const a = 1;",
      /^Cannot use the module \.\/train\.ts: it exports no train; write export default define/,
    ],
    ["train is no function", "export const train = 1;", /it exports number as train/],
    [
      "an error",
      `\nthrow new Error("no such thing");\n${TRAIN}`,
      /^Cannot use the module \.\/train\.ts: line 2, column \d+: no such thing$/,
    ],
    ["a file that is missing", `import "./b.ts"; ${TRAIN}`, /b\.ts is not there; check the name, or install it$/],
    [
      "a path that only the running code knows",
      `const name = "hid" + "den.ts"; await import("./" + name); ${TRAIN}`,
      /^Cannot import \.\/hidden\.ts in \.\/train\.ts: it was not hashed with the module.*import it by a relative path in quotes$/,
    ],
    ["the end of the process", `process.exit(3); ${TRAIN}`, /it ended with exit code 3/],
  ])("%s", { timeout: 20_000 }, async (_, text, message) => {
    write("hidden.ts", "export const a = 1;");
    write("train.ts", text);
    await expect(tried()).rejects.toThrow(message);
  });

  test("a file that has changed since it was hashed", { timeout: 20_000 }, async () => {
    write("a.ts", "export const a = 1;");
    write("train.ts", `import "./a.ts"; ${TRAIN}`);
    const files = readModuleFiles(folder, "./train.ts");
    write("a.ts", "export const a = 2;");
    await expect(tryModule(files, "./train.ts")).rejects.toThrow(
      /Cannot run \.\/a\.ts: the file has changed since it was hashed/,
    );
  });
});

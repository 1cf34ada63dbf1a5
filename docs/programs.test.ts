/** Every ts block of every page is a program: it type-checks, and it runs against the built packages. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBlocks, joinPrograms, readBlocks } from "./code-blocks.ts";

const root = join(import.meta.dirname, "..");
const programs = joinPrograms(findBlocks("ts"));
const nameOf = (index: number): string => `program-${index}.ts`;

/** Imports them one after the other, in one process: starting one for each would take most of the time. */
const RUNNER = `
const errors = [];
for (const name of process.argv.slice(2)) {
  try {
    await import("./" + name);
    errors.push(null);
  } catch (error) {
    errors.push(error.stack);
  }
}
process.stdout.write("\\n" + JSON.stringify(errors));
`;

const CONFIG = {
  extends: "../../tsconfig.base.json",
  compilerOptions: {
    lib: ["es2024", "esnext.disposable"],
    types: ["node"],
    noUnusedLocals: false,
    isolatedDeclarations: false,
    declaration: false,
  },
  include: ["*.ts"],
};

let folder = "";
let errors: readonly (string | null)[] = [];
let stderr = "";

beforeAll(() => {
  mkdirSync(join(root, "build"), { recursive: true });
  folder = mkdtempSync(join(root, "build/pages-"));
  for (const [index, { code }] of programs.entries())
    writeFileSync(join(folder, nameOf(index)), `${code}\nexport {};\n`);
  cpSync(join(root, "examples/data"), folder, { recursive: true });
  cpSync(join(root, "examples/data"), join(folder, "examples/data"), { recursive: true });
  writeFileSync(join(folder, "run.js"), RUNNER);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(CONFIG));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const call = [join(folder, "run.js"), ...programs.map((_, index) => nameOf(index))];
  const ran = spawnSync(process.execPath, call, { encoding: "utf8", cwd: folder });
  stderr = ran.stderr;
  errors = JSON.parse(ran.stdout.split("\n").at(-1) || "[]");
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

test("there are programs, and they print no error", () => {
  expect(programs.length).toBeGreaterThan(15);
  expect(stderr).toBe("");
});

test.each(programs.map(({ page, line }, index) => [page, line, index] as const))(
  "%s:%i runs against the built packages",
  (_page, _line, index) => {
    expect(errors[index]).toBeNull();
  },
);

test("README's first program takes a table to an answer in at most 20 lines", () => {
  const { code } = programs.find(({ page }) => page === "README.md")!;
  expect(code.trim().split("\n").length).toBeLessThanOrEqual(20);
  for (const step of ["readFrame(", "prepareData(", "fit(", "saveModel(", "openModel(", "predict("]) {
    expect(code).toContain(step);
  }
});

test("all of them type-check", () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  const told = stdout.replaceAll(/\S*program-(\d+)\.ts/g, (_, index: string) => programs[Number(index)]!.page);
  expect(told).toBe("");
}, 60_000);

describe("joinPrograms", () => {
  test("a block that continues belongs to the one before it", () => {
    const blocks = readBlocks("a.md", "```ts\na;\n```\n\n```ts continues\nb;\n```\n\n```ts\nc;\n```\n");
    expect(joinPrograms(blocks).map(({ line, code }) => [line, code])).toEqual([
      [2, "a;\n\nb;\n"],
      [10, "c;\n"],
    ]);
  });

  test("on a page of its own it continues nothing", () => {
    const blocks = [...readBlocks("a.md", "```ts\na;\n```\n"), ...readBlocks("b.md", "```ts continues\nb;\n```\n")];
    expect(() => joinPrograms(blocks)).toThrow("b.md:2: there is nothing to continue");
  });
});

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
mkdirSync(join(root, "build"), { recursive: true });
const folder = mkdtempSync(join(root, "build/summary-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs one test file with the reporter alone. */
function run(name: string, source: string): { lines: string[]; status: number | null } {
  writeFileSync(join(folder, `${name}.test.ts`), `import { beforeAll, describe, test } from "vitest";\n${source}`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporter = `--reporter=${join(root, "tools/summary-reporter.ts")}`;
  const call = [vitest, "run", `--root=${folder}`, reporter, `${name}.test.ts`];
  const { stdout, status } = spawnSync(process.execPath, call, { cwd: folder, encoding: "utf8" });
  return { lines: stdout.trimEnd().split("\n"), status };
}

test("passed, skipped and todo tests are counted, skipped ones named with their reason", () => {
  const { lines, status } = run(
    "good",
    'test("a", () => {}); test.todo("b"); test("c", (context) => context.skip("no browser"));',
  );
  expect(lines).toEqual([
    "skipped  good.test.ts > b",
    "skipped  good.test.ts > c: no browser",
    "1 passed, 0 failed, 2 skipped",
  ]);
  expect(status).toBe(0);
});

test.each([
  [
    "a failing test",
    'test("a", () => { throw new Error("x"); }); test("b", () => {});',
    "1 passed, 1 failed, 0 skipped",
  ],
  ["a file that does not load", 'import "./nowhere.ts"; test("a", () => {});', "0 passed, 1 failed, 0 skipped"],
  [
    "a failing hook",
    'describe("s", () => { beforeAll(() => { throw new Error("x"); }); test("a", () => {}); });',
    "0 passed, 1 failed, 1 skipped",
  ],
  ["a stray rejection", 'test("a", () => { void Promise.reject(new Error("x")); });', "1 passed, 1 failed, 0 skipped"],
  ["a dying process", 'test("a", () => { process.kill(process.pid, "SIGKILL"); });', "0 passed, 2 failed, 0 skipped"],
])("%s counts as failed, in the last line and the exit code", (name, source, last) => {
  const { lines, status } = run(name.replaceAll(" ", "-"), source);
  expect(lines.at(-1)).toBe(last);
  expect(status).toBe(1);
});

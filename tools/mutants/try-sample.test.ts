/** The whole of it, on a repository of one source and its tests. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { repository } from "../read-sources.ts";
import { readOptions } from "./options.ts";
import { Experience } from "./related-tests.ts";
import { formatSummary, type Summary, toJson } from "./tell.ts";
import { trySample } from "./try-sample.ts";

const folder = mkdtempSync(join(tmpdir(), "try-sample-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SOURCE = `export function limit(x: number): number {
  return Math.min(x, 5);
}
export const unseen = [7];
export const listed = 3;
`;

const files: Readonly<Record<string, string>> = {
  "vitest.config.ts": 'export default { test: { include: ["packages/*/src/*.test.ts"], pool: "forks" } };',
  "packages/charts/package.json": '{ "name": "charts", "exports": {}, "type": "module" }',
  "packages/charts/src/limit.ts": SOURCE,
  "packages/charts/src/limit.test.ts": `import { describe, expect, test } from "vitest";
import { limit } from "./limit.ts";
describe("a (limit)", () => {
  test("is at most 5, $1", () => expect([limit(4), limit(9)]).toEqual([4, 5]));
});
test("is quick", { timeout: 100 }, () => {});
`,
};

function openRepository(): string {
  const root = mkdtempSync(join(folder, "repository-"));
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), contents);
  }
  mkdirSync(join(root, "node_modules"));
  for (const name of ["vitest", "vite"])
    symlinkSync(join(repository, "node_modules", name), join(root, "node_modules", name));
  spawnSync("git", ["init", "--quiet"], { cwd: root });
  writeFileSync(join(root, ".gitignore"), "node_modules\n");
  return root;
}

const equivalents = [
  { file: "packages/charts/src/limit.ts", where: "export const listed = «3»;", reason: "nobody reads it" },
  { file: "packages/charts/src/limit.ts", where: "export const gone = «3»;", reason: "nobody read it" },
];

/** Copies in the folder of this test: others may be at work on the same machine. */
const copies = (): string[] => readdirSync(folder).filter((name) => name.startsWith("minibatch-mutants-"));

async function run(signal: AbortSignal, say: (line: string) => void): Promise<Summary> {
  const options = readOptions(["--package", "charts", "--seed", "a", "--workers", "1"], new Date());
  const root = openRepository();
  const experience = new Experience();
  vi.stubEnv("TMPDIR", folder);
  let hadCopy = false;
  const poll = setInterval(() => {
    hadCopy ||= copies().length > 0;
  }, 20);
  const summary = await trySample({ root, options: options!, equivalents, experience, say, signal });
  clearInterval(poll);
  vi.unstubAllEnvs();
  expect(hadCopy).toBe(true);
  expect(copies()).toEqual([]);
  expect(readFileSync(join(root, "packages/charts/src/limit.ts"), "utf8")).toBe(SOURCE);
  return summary;
}

test("tells which changes are noticed, by which test, and which survive; nothing is left and nothing changed", {
  timeout: 60_000,
}, async () => {
  const lines: string[] = [];
  const summary = await run(new AbortController().signal, (line) => lines.push(line));
  expect(lines[0]).toBe(
    "stale in equivalents.json: packages/charts/src/limit.ts has no export const gone = «3»;; remove the entry",
  );
  expect(lines[1]).toMatch(/^charts: \d+ changes on 3 lines, 60 to try, drawn with seed a$/);
  const noticed = summary.outcomes.filter(({ noticedBy }) => noticedBy !== null);
  expect(noticed.map(({ change, noticedBy }) => [change.line, noticedBy])).toEqual([
    [2, "packages/charts/src/limit.test.ts > a (limit) > is at most 5, $1"],
  ]);
  const told = formatSummary(summary).split("\n");
  expect(told[0]).toMatch(/^packages\/charts\/src\/limit\.ts:4 {2}.* -> .* {2}SURVIVED 1 test files {2}\d+ s$/);
  expect(told.at(-1)).toBe("charts, seed a: noticed 1 of 2 (50%), 1 drawn that are listed as equivalent");
  expect(JSON.parse(toJson(summary))).toMatchObject({ noticed: 1, tried: 2, equivalent: 1, stale: 1 });
});

test("ends when it is told to, in the middle of a test, and leaves nothing", async () => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new Error("enough")), 300);
  const begin = performance.now();
  const { outcomes } = await run(abort.signal, () => {});
  clearTimeout(timer);
  expect(outcomes).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(5000);
});

test.each([
  [["--package", "bench"], "Cannot change the package bench: known are library, lab, charts, study, data"],
  [["--count", "0"], "Cannot use --count 0: it must be a whole number above 0"],
  [["--minutes", "1.5"], "Cannot use --minutes 1.5: it must be a whole number above 0"],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args, new Date())).toThrow(message);
});

test("the seed is the day, unless one is given", () => {
  expect(readOptions([], new Date("2026-11-29T23:00:00Z"))).toMatchObject({
    seed: "2026-11-29",
    target: "library",
    count: 60,
  });
  expect(readOptions(["--seed", "x"], new Date())?.seed).toBe("x");
  expect(readOptions(["--help"], new Date())).toBeNull();
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repository } from "../read-sources.ts";
import { KERNEL_BYTES, TARGETS } from "./packages.ts";
import { Experience, inPortions, readImporters, testsOf } from "./related-tests.ts";

const root = mkdtempSync(join(tmpdir(), "related-tests-"));
afterAll(() => rmSync(root, { recursive: true }));

const files: Readonly<Record<string, string>> = {
  "packages/a/package.json": '{ "name": "aa", "exports": { ".": { "minibatch-source": "./src/index.ts" } } }',
  "packages/a/src/index.ts": 'export { sum } from "./math/sum.ts";\nexport { far } from "./far.ts";',
  "packages/a/src/math/sum.ts": "export const sum = 1;",
  "packages/a/src/math/mean.ts": 'import { sum } from "./sum.ts";',
  "packages/a/src/math/sum.test.ts": 'import { mean } from "./mean.ts";',
  "packages/a/src/math/mean.test.ts": 'import { mean } from "./mean.ts";',
  "packages/a/src/math/typed.test.ts": 'import type { sum } from "./sum.ts";',
  "packages/a/src/far.ts": 'import { mean } from "./math/mean.ts";',
  "packages/a/test/far.test.ts": 'import { far } from "../src/far.ts";',
  "packages/a/test/far.slow.test.ts": 'import { far } from "../src/far.ts";',
  "packages/b/package.json": '{ "name": "bb", "exports": { ".": "./src/index.ts" } }',
  "packages/b/src/run.ts": 'const MAIN = new URL("./main.ts", import.meta.url);',
  "packages/b/src/main.ts": 'import { sum } from "aa";',
  "packages/b/src/run.test.ts": 'import { MAIN } from "./run.ts";',
};
for (const [file, contents] of Object.entries(files)) {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), contents);
}

test("a source's own test is first, then those that reach it by the fewest imports; also by a package's door or a file's address", () => {
  const importers = readImporters(root);
  expect(testsOf("packages/a/src/math/sum.ts", importers, { tests: /./ })).toEqual([
    "packages/a/src/math/sum.test.ts",
    "packages/a/src/math/mean.test.ts",
    "packages/a/test/far.test.ts",
    "packages/b/src/run.test.ts",
  ]);
  expect(testsOf("packages/a/src/math/sum.ts", importers, { tests: /^packages\/b/ })).toEqual([
    "packages/b/src/run.test.ts",
  ]);
  expect(testsOf("packages/a/src/far.ts", importers, { tests: /^packages\/a/ })).toEqual([
    "packages/a/test/far.test.ts",
  ]);
});

test("quick tests that notice much are asked before others, but for a source's own", () => {
  const [source, importers] = ["packages/a/src/math/sum.ts", readImporters(root)];
  const experience = new Experience();
  const [own, mean, far] = testsOf(source, importers, { tests: /^packages\/a/ }, experience) as [
    string,
    string,
    string,
  ];
  experience.tookSeconds(mean, 12);
  experience.hasNoticed(far);
  expect(testsOf(source, importers, { tests: /^packages\/a/ }, experience)).toEqual([own, far, mean]);
  const remembered = new Experience(JSON.parse(JSON.stringify(experience)));
  expect(testsOf(source, importers, { tests: /^packages\/a/ }, remembered)).toEqual([own, far, mean]);
});

test("an early one is asked before those that are nearer, but for a source's own", () => {
  const [source, importers] = ["packages/a/src/math/sum.ts", readImporters(root)];
  expect(testsOf(source, importers, { tests: /^packages\/a/, early: /far/ })).toEqual([
    "packages/a/src/math/sum.test.ts",
    "packages/a/test/far.test.ts",
    "packages/a/src/math/mean.test.ts",
  ]);
});

test("recorded trainings are asked early about whatever changes a number", () => {
  const importers = readImporters(repository);
  for (const file of [KERNEL_BYTES, "packages/minibatch/src/optimizers/clipping.ts"]) {
    expect(testsOf(file, importers, TARGETS.library!)[0]).toBe(
      "packages/minibatch/test/recorded/recorded-trainings.test.ts",
    );
  }
});

test("kernels are asked about by the contract of executors before trainings are", () => {
  const tests = testsOf(KERNEL_BYTES, readImporters(repository), TARGETS.library!);
  const at = (name: string): number => tests.indexOf(`packages/minibatch/test/${name}.test.ts`);
  expect(at("executors.contract")).toBeGreaterThanOrEqual(0);
  expect(at("executors.contract")).toBeLessThan(at("trainer"));
});

test("few are asked first", () => {
  expect(inPortions(["a", "b", "c", "d", "e", "f", "g"])).toEqual([["a", "b"], ["c", "d", "e", "f"], ["g"]]);
  expect(inPortions([])).toEqual([]);
});

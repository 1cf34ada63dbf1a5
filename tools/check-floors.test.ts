import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";
import { checkCircles, checkFloors, type Manifest, readEntries } from "./check-floors.ts";
import { findCircles } from "./find-circles.ts";
import { floors } from "./floors.ts";
import { repository } from "./read-sources.ts";

const manifests = new Map<string, Manifest>([
  ["minibatch", { name: "minibatch", exports: { ".": "./dist/index.js" } }],
  ["charts", { name: "charts", private: true, exports: { ".": "./src/index.ts" }, devDependencies: { echarts: "6" } }],
  [
    "lab",
    {
      name: "minibatch-lab",
      dependencies: { minibatch: "1", zod: "4" },
      devDependencies: { charts: "1", kysely: "0" },
    },
  ],
]);

/** The breaches of one file of a package, without its name. */
function check(file: string, source: string): string[] {
  return checkFloors(new Map([[file, source]]), manifests).map((line) => line.replace(`${file}:`, ""));
}

test.each([
  ["down", "packages/minibatch/src/model/mlp.ts", 'import { erf } from "../math/erf.ts";'],
  ["within a room", "packages/minibatch/src/model/mlp.ts", 'import { layout } from "./layout.ts";'],
  [
    "sideways for a type",
    "packages/minibatch/src/optimizers/spec.ts",
    'import type { S } from "../schedules/spec.ts";',
  ],
  ["of a command's own", "packages/lab/src/cli/bench/run.ts", 'import { CASES } from "./cases/cases.ts";'],
  ["from the table to a command", "packages/lab/src/cli/commands.ts", 'import { c } from "./bench/command.ts";'],
  ["from a group to its command", "packages/lab/src/cli/runs/command.ts", 'import { c } from "./list/command.ts";'],
  [
    "to what a group's commands share",
    "packages/lab/src/cli/runs/list/run.ts",
    'import { a } from "../choice/where.ts";',
  ],
  ["a package by its door", "packages/lab/src/training/task.ts", 'import { adam } from "minibatch";'],
  ["a private package that is bundled", "packages/lab/src/page-kit/page.ts", 'import { curves } from "charts";'],
  ["a development dependency that is bundled", "packages/lab/src/store/a.ts", 'import { sql } from "kysely";'],
  ["a development dependency for a type", "packages/charts/src/a.ts", 'import type { X } from "echarts";'],
  ["node: in the lab", "packages/lab/src/training/task.ts", 'import { join } from "node:path";'],
  ["its own package.json", "packages/lab/src/cli/a.ts", 'import own from "../../package.json" with { type: "json" };'],
  ["in a comment", "packages/minibatch/src/math/erf.ts", '/* e.g.\nimport { fit } from "../train/fit.ts";\n*/'],
])("allows an import %s", (_, file, source) => {
  expect(check(file, source)).toEqual([]);
});

test.each([
  [
    "up",
    "packages/minibatch/src/math/erf.ts",
    'import { fit } from "../train/fit.ts";',
    "1: goes up from math to train",
  ],
  ["up for a type", "packages/minibatch/src/math/erf.ts", 'import type { F } from "../train/fit.ts";', "1: goes up"],
  [
    "up on several lines",
    "packages/lab/src/training/a.ts",
    '\nimport {\n  a,\n} from "../cli/main.ts";',
    "2: goes up from training to cli",
  ],
  [
    "up, dynamically",
    "packages/lab/src/training/a.ts",
    'await import("../cli/main.ts");',
    "1: goes up from training to cli",
  ],
  [
    "up, exporting",
    "packages/lab/src/data/a.ts",
    'export { a } from "../training/a.ts";',
    "1: goes up from data to training",
  ],
  [
    "from one command to another",
    "packages/lab/src/cli/train/run.ts",
    'import { run } from "../sweep/run.ts";',
    "1: goes sideways from cli/train to cli/sweep",
  ],
  [
    "from a group's command to another, though no row names them",
    "packages/lab/src/cli/runs/list/run.ts",
    'import { run } from "../show/run.ts";',
    "1: goes sideways from cli/runs/list to cli/runs/show",
  ],
  [
    "from a shared room to a command",
    "packages/lab/src/cli/progress/a.ts",
    'import { run } from "../sweep/run.ts";',
    "1: goes up from cli/progress to cli/sweep",
  ],
  [
    "from a command to the table",
    "packages/lab/src/cli/train/run.ts",
    'import { COMMANDS } from "../commands.ts";',
    "1: goes up from cli/train to cli",
  ],
  [
    "sideways",
    "packages/minibatch/src/metrics/auc.ts",
    'import { d } from "../data/d.ts";',
    "1: goes sideways from metrics to data",
  ],
  [
    "into another package's files",
    "packages/lab/src/training/a.ts",
    'import { a } from "../../../minibatch/src/index.ts";',
    "1: leaves its package's sources",
  ],
  [
    "past a door",
    "packages/lab/src/training/a.ts",
    'import { a } from "minibatch/src/a.ts";',
    "1: goes past the door of minibatch",
  ],
  [
    "undeclared",
    "packages/lab/src/training/a.ts",
    'import { a } from "piscina";',
    "1: needs piscina, which minibatch-lab's",
  ],
  ["of a development dependency", "packages/charts/src/a.ts", 'import { init } from "echarts";', "1: needs echarts"],
  ["of node: in the library", "packages/minibatch/src/math/erf.ts", 'import "node:fs";', "1: names node:fs"],
  ["in a room nobody placed", "packages/lab/src/utils/a.ts", "", "1: its room has no floor"],
  ["in a package nobody placed", "packages/extra/src/a.ts", "", "1: package extra has no floors"],
])("refuses an import %s", (_, file, source, problem) => {
  expect(check(file, source)).toEqual([expect.stringContaining(problem)]);
});

const charts = ["packages/charts/src/a.ts", "packages/charts/src/b.ts"] as const;
const library = ["packages/minibatch/src/math/a.ts", "packages/minibatch/src/math/b.ts"] as const;

/** The circles of two files of one folder. */
function checkPair([a, b]: readonly [string, string], sourceOfA: string, sourceOfB: string): string[] {
  const sources = new Map([
    [a, sourceOfA],
    [b, sourceOfB],
  ]);
  return checkFloors(sources, manifests);
}

test("names the files of a circle; types close one too", () => {
  for (const pair of [charts, library]) {
    const [a, b] = pair;
    const circle = [`${a}:1: imports itself: ${a} -> ${b} -> ${a}`];
    expect(checkPair(pair, 'import { b } from "./b.ts";', 'import { a } from "./a.ts";')).toEqual(circle);
    const typed = checkPair(pair, 'import { b } from "./b.ts";', 'import type { A } from "./a.ts";');
    expect(typed).toEqual(circle);
  }
});

test("tests and tools close no circle either; one of sources alone is told once", () => {
  const [a, b] = library;
  const [test, tool] = ["packages/minibatch/test/c.ts", "packages/minibatch/src/math/a.test.ts"];
  const sources = new Map([
    [a, 'import { b } from "./b.ts";'],
    [b, 'import { a } from "./a.ts";'],
  ]);
  const all = new Map([
    ...sources,
    [test, 'import type { D } from "../src/math/a.test.ts";'],
    [tool, 'import { a } from "./a.ts";\nimport { c } from "../../test/c.ts";'],
  ]);
  expect(checkCircles(all, sources)).toEqual([`${test}:1: imports itself: ${test} -> ${tool} -> ${test}`]);
});

test.each([
  ["a worker by its URL", 'new Worker(new URL("./a.ts", import.meta.url));'],
  ["a URL on a line of its own", 'const url = new URL(\n  "./a.ts",\n  import.meta.url,\n);'],
  ["the file of a URL", 'fork(fileURLToPath(new URL("./a.ts", import.meta.url)));'],
  ["the file itself", 'fork("./a.ts");'],
  ["in backticks", "new Worker(`./a.ts`);"],
  ["what is resolved", 'import.meta.resolve("./a.ts");'],
  ["a path from the folder", 'join(import.meta.dirname, "..", "math", "a.ts");'],
])("a circle is closed by a source that is named: %s", (_, source) => {
  const [a, b] = library;
  const problem = `${a}:1: imports itself: ${a} -> ${b} -> ${a}`;
  expect(checkPair(library, 'import { b } from "./b.ts";', source)).toEqual([problem]);
});

test("a source that is named may not lie higher, in any package", () => {
  const url = 'new URL("../reproduce/worker.ts", import.meta.url)';
  expect(check("packages/lab/src/training/pool.ts", url)).toEqual(["1: goes up from training to reproduce"]);
  expect(check("packages/lab/src/cli/pool.ts", url)).toEqual([]);
  expect(check("packages/lab/src/training/pool.ts", `// ${url}`)).toEqual([]);
});

test("a built file that is named counts as the source that it is built from", () => {
  const built = new Map(
    readEntries("lab", '  entry: {\n    "far-worker": "src/reproduce/worker.ts",\n    worker: "src/training/b.ts",\n'),
  );
  expect([...built]).toEqual([
    ["packages/lab/far-worker.js", "packages/lab/src/reproduce/worker.ts"],
    ["packages/lab/worker.js", "packages/lab/src/training/b.ts"],
  ]);
  const problems = (file: string, name: string): string[] =>
    checkFloors(new Map([[file, `new URL("./${name}.js", import.meta.url);`]]), manifests, built);
  const pool = "packages/lab/src/training/pool.ts";
  expect(problems(pool, "far-worker")).toEqual([`${pool}:1: goes up from training to reproduce`]);
  expect(problems("packages/lab/src/cli/pool.ts", "far-worker")).toEqual([]);
  expect(problems(pool, "other")).toEqual([`${pool}:1: names ./other.js, which is no entry of lab's tsdown.config.ts`]);
});

test("a room is a folder, or a door: no file within a room has a floor of its own", () => {
  const rooms = Object.entries(floors).flatMap(([name, { rows }]) => rows.flat().map((room) => `${name}/src/${room}`));
  const nested = rooms.filter((room) => room.split("/").length > 3).map((room) => room.replace(/\/\*$/, ""));
  expect(nested.filter((room) => !statSync(join(repository, "packages", room)).isDirectory())).toEqual([]);
});

const filledFiles = Object.values(floors)
  .flatMap(({ filled }) => Object.entries(filled ?? {}))
  .flatMap(([filled, parts]) => parts.map((part) => [filled, part] as const));

test.each(filledFiles)("%s counts as importing what it is filled with, %s", (filled, part) => {
  for (const file of [filled, part]) expect(existsSync(join(repository, file)), file).toBe(true);
  const sources = new Map([
    [filled, ""],
    [part, `import { x } from "${posix.relative(posix.dirname(part), filled).replace(/^(?!\.)/, "./")}";`],
  ]);
  expect(checkFloors(sources, manifests)).toEqual([`${filled}:1: imports itself: ${filled} -> ${part} -> ${filled}`]);
});

test("every circle is told, each once", () => {
  const graph = new Map([
    ["a", ["b", "c"]],
    ["b", ["a"]],
    ["c", ["d"]],
    ["d", ["c", "e"]],
    ["e", []],
  ]);
  expect(findCircles(graph)).toEqual([
    ["a", "b", "a"],
    ["c", "d", "c"],
  ]);
});

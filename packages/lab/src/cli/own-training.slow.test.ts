/** Trainings of one's own through the command, in processes of their own that are really killed. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callMinibatch } from "../../test/call-minibatch.ts";
import { testWith } from "../../test/requirements.ts";
import { ended, hasSaid, startMinibatch } from "../../test/run-minibatch.ts";
import { withDatabase } from "../../test/with-database.ts";

/** Goes down a bowl, slowly; tells on stderr how often it has trained an epoch. */
const MODULE = `
import { setTimeout } from "node:timers/promises";
import { bowl } from "./lib/bowl.ts";

export async function* train({ parameters, seed, epochs, options, checkpoint, resumeFrom }) {
  let [x, epoch] = resumeFrom === null ? [3 + seed, 0] : Array.from(new Float64Array(resumeFrom.slice().buffer));
  while (epoch < epochs) {
    x *= 1 - 2 * parameters.rate;
    epoch++;
    await setTimeout(options.waitMs);
    process.stderr.write("trained epoch " + epoch + "\\n");
    yield { score: bowl(x), "test-error": Math.abs(x) };
    await checkpoint(new Uint8Array(Float64Array.of(x, epoch).buffer));
  }
}
`;
const BOWL = "export const bowl = (x: number): number => x * x;\n";

const EXPERIMENT = {
  name: "bowl",
  training: { module: "bowl.ts", epochs: 8, options: { waitMs: 0 } },
  parameters: { rate: [0.01, 0.1, 0.3, 0.45] },
  repeats: 2,
  objective: { metric: "score", goal: "min" },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "own-training-"));
  mkdirSync(join(folder, "lib"));
  writeFileSync(join(folder, "bowl.ts"), MODULE);
  writeFileSync(join(folder, "lib", "bowl.ts"), BOWL);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

function write(change: object = {}, name = "bowl.json"): string {
  writeFileSync(at(name), JSON.stringify({ ...EXPERIMENT, ...change }));
  return at(name);
}

const sweep = (file: string, store: string, ...more: string[]) =>
  callMinibatch(["sweep", file, "--store", store, "--workers", "1", ...more]);

/** Every figure of every epoch of every trial. */
async function figuresOf(store: string, name = "bowl") {
  const { code, stdout, stderr } = await callMinibatch(["runs", "export", name, "--store", store, "--format", "jsonl"]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return lines.map(({ number, status, epochs, objective, metrics }) => ({
    number,
    status,
    epochs,
    objective,
    metrics,
  }));
}

test("any figure is judged, ranked, shown and exported, and the page draws it", { timeout: 60_000 }, async () => {
  const store = at("a.sqlite");
  const { code, stderr } = await sweep(write(), store);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain("The best configurations by their mean score after the last epoch:");
  const figures = await figuresOf(store);
  expect(figures).toHaveLength(8);
  const [first] = figures;
  const expected = Array.from({ length: 8 }, (_, i) => (4 * 0.98 ** (i + 1)) ** 2);
  expect((first!.metrics as Record<string, number[]>).score).toHaveLength(8);
  for (const [i, score] of (first!.metrics as Record<string, number[]>).score!.entries()) {
    expect(score).toBeCloseTo(expected[i]!, 10);
  }
  const shown = await callMinibatch(["runs", "show", "bowl/0", "--store", store]);
  expect(shown.stdout).toMatch(/objective +score 11\.5\d+, of epoch 8\n/);
  expect(shown.stdout).toMatch(/test-error/);
  const sorted = await callMinibatch(["runs", "list", "bowl", "--store", store, "--sort", "test-error"]);
  expect(sorted.stdout).toMatch(/less is better[\s\S]*?\n +\d+ +0\.45 /);
  const report = await callMinibatch(["report", "bowl", "--store", store, "--out", at("page")]);
  expect(report).toMatchObject({ code: 0 });
  for (const name of ["score", "testError"])
    expect(existsSync(at(`page/figures/learning-curves-${name}.svg`))).toBe(true);
  const page = readFileSync(at("page/index.html"), "utf8");
  expect(page).toContain("./bowl.ts, a training of its author&#39;s own, 8 epochs at most");
  expect(page).toContain("./lib/bowl.ts");
  expect(JSON.parse(readFileSync(at("page/results.json"), "utf8"))).toMatchObject({
    objective: { metric: "score", goal: "min" },
    best: { configuration: 3 },
  });
  const again = await sweep(at("page/best.json"), at("b.sqlite"), "--experiments", folder);
  expect(again).toMatchObject({ code: 0 });
  const best = JSON.parse(readFileSync(at("page/best.json"), "utf8")) as { name: string };
  expect((await figuresOf(at("b.sqlite"), best.name))[0]!.metrics).toEqual(figures[6]!.metrics);
});

test("killed, it goes on from the last epoch of each trial to the same figures", { timeout: 60_000 }, async () => {
  const file = write({ training: { ...EXPERIMENT.training, options: { waitMs: 50 } } });
  const child = startMinibatch(["sweep", file, "--store", at("a.sqlite"), "--workers", "1"]);
  const end = ended(child);
  await hasSaid(child, "trained epoch 5");
  child.kill("SIGKILL");
  await end;
  const again = await sweep(file, at("a.sqlite"));
  expect(again).toMatchObject({ code: 0 });
  const shown = await callMinibatch(["runs", "show", "bowl/0", "--store", at("a.sqlite")]);
  const attempts = [...shown.stdout.matchAll(/(\d+) +(?:finished|running)\n/g)].map(([, fromEpoch]) =>
    Number(fromEpoch),
  );
  expect(attempts.at(-1)).toBeGreaterThanOrEqual(4);
  await sweep(file, at("b.sqlite"));
  expect(await figuresOf(at("a.sqlite"))).toEqual(await figuresOf(at("b.sqlite")));
});

test("Ctrl-C keeps what is trained", { timeout: 60_000 }, async () => {
  const file = write({ training: { ...EXPERIMENT.training, options: { waitMs: 50 } } });
  const child = startMinibatch(["sweep", file, "--store", at("a.sqlite"), "--workers", "1"]);
  const end = ended(child);
  await hasSaid(child, "trained epoch 5");
  child.kill("SIGINT");
  expect((await end).code).toBe(130);
  expect(await sweep(file, at("a.sqlite"))).toMatchObject({ code: 0 });
  await sweep(file, at("b.sqlite"));
  expect(await figuresOf(at("a.sqlite"))).toEqual(await figuresOf(at("b.sqlite")));
});

describe("pruning", () => {
  test("the median rule ends trainings by a figure of their own", { timeout: 60_000 }, async () => {
    const file = write({
      pruning: { kind: "median", warmupEpochs: 2, wave: 2 },
      parameters: { rate: [0.45, 0.3, 0.01] },
    });
    expect(await sweep(file, at("a.sqlite"))).toMatchObject({ code: 0 });
    const figures = await figuresOf(at("a.sqlite"));
    expect(figures.map(({ status, epochs }) => [status, epochs])).toEqual([
      ...Array.from({ length: 4 }, () => ["finished", 8]),
      ...Array.from({ length: 2 }, () => ["pruned", 2]),
    ]);
  });

  test("halving pauses them, and the best go on", { timeout: 60_000 }, async () => {
    const file = write({ pruning: { kind: "successive-halving", minEpochs: 2, factor: 2 } });
    expect(await sweep(file, at("a.sqlite"))).toMatchObject({ code: 0 });
    const figures = await figuresOf(at("a.sqlite"));
    expect(figures.map(({ epochs }) => epochs)).toEqual([2, 2, 2, 2, 4, 4, 8, 8]);
    await sweep(write({ name: "whole" }), at("b.sqlite"));
    const whole = await figuresOf(at("b.sqlite"), "whole");
    expect(figures[6]!.metrics).toEqual(whole[6]!.metrics);
  });
});

test("parameters reach options by a path, and conditions hold", { timeout: 60_000 }, async () => {
  writeFileSync(
    at("bowl.ts"),
    `export default { *train({ parameters, options }) { yield { score: options.a.b + (parameters.c ?? 0) }; } };`,
  );
  const file = write({
    training: { module: "./bowl.ts", options: { a: { b: 1 } } },
    parameters: {
      "training.options.a.b": [1, 2],
      c: { values: { ten: 10, twenty: 20 }, when: { "training.options.a.b": 2 } },
    },
    repeats: 1,
  });
  expect(await sweep(file, at("a.sqlite"))).toMatchObject({ code: 0 });
  expect((await figuresOf(at("a.sqlite"))).map(({ objective }) => objective)).toEqual([1, 12, 22]);
});

describe("a module that", () => {
  test("has changed since its experiment began is refused by its name", { timeout: 60_000 }, async () => {
    const file = write();
    await sweep(file, at("a.sqlite"));
    appendFileSync(at("lib/bowl.ts"), "// a remark\n");
    const { code, stderr } = await sweep(file, at("a.sqlite"));
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /it was trained on other data \(\.\/lib\/bowl\.ts is [0-9a-f]{12}\.\.\. there, [0-9a-f]{12}\.\.\. here; put it back/,
    );
  });

  test("is not there, or gives something else, is told before anything is stored", { timeout: 60_000 }, async () => {
    const missing = await sweep(write({ training: { module: "./none.ts" } }), at("a.sqlite"));
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain("Cannot use the module ./none.ts:");
    writeFileSync(at("bowl.ts"), "export const a = 1;");
    const silent = await sweep(write(), at("a.sqlite"));
    expect(silent).toMatchObject({ code: 2 });
    expect(silent.stderr).toContain("Cannot use the module ./bowl.ts: it exports no train");
    expect(existsSync(at("a.sqlite"))).toBe(false);
  });

  test("throws fails its trial with what it says; the others go on", { timeout: 60_000 }, async () => {
    writeFileSync(
      at("bowl.ts"),
      `export function* train({ parameters: { rate } }) { if (rate === 0.1) throw new Error("too slow"); yield { score: 1 / (rate - 0.3) }; }`,
    );
    const { code, stderr } = await sweep(write({ repeats: 1 }), at("a.sqlite"));
    expect(code).toBe(0);
    expect(stderr).toContain("too slow");
    const figures = await figuresOf(at("a.sqlite"));
    expect(figures.map(({ status }) => status)).toEqual(["finished", "failed", "failed", "finished"]);
    const shown = await callMinibatch(["runs", "show", "bowl/2", "--store", at("a.sqlite")]);
    expect(shown.stdout).toContain("score is Infinity after epoch 1; it must be finite");
  });
});

testWith(
  "postgres",
  "workers run a module where it lies and is the same, and leave it to others where it is not",
  (server) =>
    withDatabase(server, async (url) => {
      const file = write();
      const submitted = await callMinibatch(["sweep", file, "--store", url, "--detach"]);
      expect(submitted).toMatchObject({ code: 0 });
      const work = (...more: string[]) =>
        callMinibatch(["worker", "--store", url, "--drain", "--workers", "1", ...more]);
      const without = await work();
      expect(without).toMatchObject({ code: 0 });
      expect(without.stderr).toContain(
        "bowl is left to other workers: it is trained by its own module ./bowl.ts, and this one runs none; name the folder in which it lies with --experiments",
      );
      expect(without.stderr).toContain("No trial was trained");
      mkdirSync(at("elsewhere"));
      expect((await work("--experiments", at("elsewhere"))).stderr).toContain(
        `bowl is left to other workers: its own module ./bowl.ts is not in ${at("elsewhere")}`,
      );
      mkdirSync(at("other"));
      cpSync(at("bowl.ts"), at("other/bowl.ts"));
      mkdirSync(at("other/lib"));
      writeFileSync(at("other/lib/bowl.ts"), `${BOWL}// another\n`);
      const other = await work("--experiments", at("other"));
      expect(other.code).toBe(2);
      expect(other.stderr).toMatch(
        /Cannot work on bowl: \.\/lib\/bowl\.ts is [0-9a-f]{12}\.\.\. here, should be [0-9a-f]{12}\.\.\.; give this worker the same files with --experiments/,
      );
      writeFileSync(at("other/lib/bowl.ts"), BOWL);
      expect(await work("--experiments", at("other"))).toMatchObject({ code: 0 });
      await sweep(file, at("b.sqlite"));
      expect(await figuresOf(url)).toEqual(await figuresOf(at("b.sqlite")));
    }),
  120_000,
);

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Task } from "study";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { drawThinData } from "../../test/thin-lab-data.ts";
import { TINY_BUDGET } from "../../test/tiny-budget.ts";
import { InputError, UsageError } from "../errors.ts";
import { lockDirectory } from "../files/lock-directory.ts";
import { openStore } from "../store/open-store.ts";
import type { LabStore } from "../store/store.ts";
import { CLAIMS } from "./claims/claims.ts";
import { planReproduction, SECTIONS } from "./plan.ts";
import { type ReproduceOptions, reproduce } from "./reproduce.ts";
import type { Reproduction } from "./results.ts";

// a hundred trainings in most of them
vi.setConfig({ testTimeout: 60_000 });

const DATA = drawThinData();
const PLAN = planReproduction(TINY_BUDGET, 1);
const TASKS: readonly Task[] = SECTIONS.flatMap((section) => PLAN[section]);

interface Story {
  readonly lines: string[];
  readonly started: string[];
  readonly phases: string[];
}

function prepare(change: Partial<ReproduceOptions> = {}, onStart: (task: Task) => void = () => {}) {
  const story: Story = { lines: [], started: [], phases: [] };
  const options: ReproduceOptions = {
    out: join(mkdtempSync(join(tmpdir(), "reproduce-")), "out"),
    budget: TINY_BUDGET,
    seed: 1,
    workers: 2,
    numerics: "strict",
    loadData: () => Promise.resolve(DATA),
    signal: new AbortController().signal,
    events: {
      onLine: (line) => void story.lines.push(line),
      onOverall: ({ phase }) => void (story.phases.at(-1) === phase || story.phases.push(phase)),
      onStart(_thread, task) {
        story.started.push(task.id);
        onStart(task);
      },
      onProgress() {},
      onFinish() {},
    },
    ...change,
  };
  return { story, options };
}

async function openRuns(out: string): Promise<LabStore> {
  const store = await openStore(join(out, "runs.sqlite"), { create: false });
  onTestFinished(() => store.close());
  return store;
}

function readWritten(out: string): Reproduction {
  return JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as Reproduction;
}

/** Without what the clock and the number of workers decide. */
function figuresOf(reproduction: Reproduction) {
  const { environment: _environment, seconds: _seconds, ...figures } = reproduction;
  return figures;
}

const whole = prepare();
const reproduction = await reproduce(whole.options);

describe("a whole reproduction", () => {
  test("gives every section and every claim", () => {
    const { problem1, problem2, problem3, claims } = reproduction;
    expect(reproduction).toMatchObject({ complete: true, quick: true, synthetic: true, seed: 1 });
    expect(problem1.maxAbsError).toBeLessThan(1e-6);
    expect(problem2.sweep.map(({ activation, learningRate }) => `${activation} ${learningRate}`)).toEqual(
      ["relu", "tanh"].flatMap((activation) => [0.005, 0.01, 0.02].map((rate) => `${activation} ${rate}`)),
    );
    for (const run of problem2.sweep) expect(run.validationAccuracy).toHaveLength(2);
    expect(problem2.best.runs.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(problem3.optimizers.map(({ name, runs }) => `${name} ${runs.length}`)).toEqual([
      "SGD 2",
      "RMSprop 2",
      "Adam 2",
    ]);
    expect(problem3.weights.values.map((row) => row.length)).toEqual(Array.from({ length: 20 }, () => 20));
    expect(claims.map(({ id }) => id)).toEqual(CLAIMS.map(({ id }) => id));
    expect(claims[0]!.verdict).toBe("holds");
  });

  test("writes what it returns, the page, four figures twice and two networks, and leaves nothing half-written", () => {
    const { out } = whole.options;
    expect(readWritten(out)).toEqual(JSON.parse(JSON.stringify(reproduction)));
    expect(readdirSync(out).sort()).toEqual(["figures", "index.html", "models", "results.json", "runs.sqlite"]);
    expect(readdirSync(join(out, "figures"))).toHaveLength(8);
    expect(readdirSync(join(out, "models")).sort()).toEqual(["best-digits.minibatch", "figure-2-sequences.minibatch"]);
  });

  test("is an experiment of the lab, with a trial per task in the order of the plan", async () => {
    const store = await openRuns(whole.options.out);
    const [summary, ...others] = await store.listExperiments();
    expect(others).toEqual([]);
    expect(summary).toMatchObject({
      name: "reproduction",
      spec: { kind: "reproduction", seed: 1, numerics: "strict", kernels: "wasm-strict", budget: TINY_BUDGET },
      data: { ...DATA.records.mnist.sha256, ...DATA.records.sequences.sha256 },
      synthetic: true,
      objective: { metric: "validationAccuracy", goal: "max" },
      expectedTrials: TASKS.length,
    });
    const trials = await store.listTrials(summary!.id);
    expect(trials.map(({ task }) => task)).toEqual(JSON.parse(JSON.stringify(TASKS)));
    const diverged = trials.filter(({ status }) => status === "failed");
    expect(summary!.counts).toMatchObject({ finished: TASKS.length - diverged.length, failed: diverged.length });
    for (const { diagnosis } of diverged) expect(diagnosis).toMatch(/./);
    const best = trials.filter(({ parameters }) => parameters.task === "best");
    const { runs } = reproduction.problem2.best;
    expect(best).toMatchObject(
      runs.map(({ seed, testAccuracy, testLoss, weightsSha256 }, repeat) => ({
        parameters: { section: "problem2", task: "best" },
        ...{ configuration: best[0]!.configuration, repeat, seed, weightsSha256, status: "finished", epochs: 2 },
        test: { loss: testLoss, accuracy: testAccuracy },
      })),
    );
    const sweep = trials.find(({ parameters }) => parameters.task === "relu-0.02")!;
    const metrics = (await store.readMetrics([sweep.id])).get(sweep.id)!;
    const figures = reproduction.problem2.sweep.find((run) => run.activation === "relu" && run.learningRate === 0.02)!;
    expect(Array.from(metrics.validationAccuracy!)).toEqual(figures.validationAccuracy);
    expect(sweep.objective).toBe(figures.validationAccuracy.at(-1));
  });

  test("says before it starts how long it will take, then goes through the sections in order", () => {
    const { lines, phases, started } = whole.story;
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^As measured while it runs: about \S+ s in all, \S+ s left\.$/);
    expect(lines[0]).toMatch(
      /^\d+ trials take about \S+ s here on 2 workers, the figures after \S+ s \(measured on real steps just now\)\.$/,
    );
    expect(phases).toEqual(["Problem 1", "Problem 2", "Problem 3", "Claims"]);
    expect([...started].sort()).toEqual(TASKS.map(({ id }) => id).sort());
  });

  test("accounts for its time", () => {
    const { total, ...sections } = reproduction.seconds;
    for (const seconds of Object.values(sections)) expect(seconds).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(sections.problem2 + sections.problem3 + sections.claims);
  });

  test("done again trains nothing and writes the same", async () => {
    const again = prepare({ out: whole.options.out });
    expect(figuresOf(await reproduce(again.options))).toEqual(figuresOf(reproduction));
    expect(again.story.started).toEqual([]);
    expect(again.story.lines).toEqual([`All ${TASKS.length} trials are finished: the report is written again.`]);
  });
});

test("one worker gives the figures of two, to the last bit", async () => {
  const { options } = prepare({ workers: 1 });
  expect(figuresOf(await reproduce(options))).toEqual(figuresOf(reproduction));
});

test("interrupted among the claims, it leaves a report that says so, and goes on with the rest", async () => {
  const controller = new AbortController();
  const reason = new Error("interrupted by the test");
  const third = PLAN.claims.length - 3;
  let claims = 0;
  const first = prepare({ signal: controller.signal }, (task) => {
    if (PLAN.claims.some(({ id }) => id === task.id) && ++claims === third) controller.abort(reason);
  });
  await expect(reproduce(first.options)).rejects.toBe(reason);
  const partial = readWritten(first.options.out);
  expect(partial).toMatchObject({ complete: false, problem2: JSON.parse(JSON.stringify(reproduction.problem2)) });
  expect(partial.claims.length).toBeLessThan(CLAIMS.length);
  expect(readFileSync(join(first.options.out, "index.html"), "utf8")).toContain("</html>");

  const second = prepare({ out: first.options.out });
  expect(figuresOf(await reproduce(second.options))).toEqual(figuresOf(reproduction));
  expect(second.story.lines[0]).toMatch(/^\d+ of \d+ trials are left and take about/);
  const twice = second.story.started.filter((id) => first.story.started.includes(id));
  // what ran when it was interrupted goes on from its checkpoint
  expect(twice.length).toBeLessThanOrEqual(2);
  expect(new Set([...first.story.started, ...second.story.started]).size).toBe(TASKS.length);
});

test("interrupted before the figures exist, it leaves a report that says there are none", async () => {
  const controller = new AbortController();
  const reason = new Error("interrupted by the test");
  const { options } = prepare({ signal: controller.signal }, () => controller.abort(reason));
  await expect(reproduce(options)).rejects.toBe(reason);
  expect(readdirSync(options.out).sort()).toEqual(["index.html", "results.json", "runs.sqlite"]);
  expect(readWritten(options.out)).toMatchObject({ complete: false, seed: 1, data: DATA.records });
  expect(readFileSync(join(options.out, "index.html"), "utf8")).toContain("no figures yet");
});

test("interrupted at once over another run's finished report, it leaves nothing that passes for its own", async () => {
  const out = join(mkdtempSync(join(tmpdir(), "reproduce-")), "out");
  cpSync(whole.options.out, out, { recursive: true });
  writeFileSync(join(out, "models", "mine.minibatch"), "");
  const reason = new Error("interrupted by the test");
  const interrupt = (change: Partial<ReproduceOptions>) =>
    reproduce(prepare({ out, signal: AbortSignal.abort(reason), ...change }).options);

  await expect(interrupt({})).rejects.toBe(reason);
  expect(figuresOf(readWritten(out))).toEqual(JSON.parse(JSON.stringify(figuresOf(reproduction))));

  await expect(interrupt({ seed: 2 })).rejects.toBe(reason);
  expect(readWritten(out)).toMatchObject({ complete: false, seed: 2 });
  expect(readFileSync(join(out, "index.html"), "utf8")).toMatch(/no figures yet/);
  expect(readdirSync(join(out, "figures"))).toEqual([]);
  expect(readdirSync(join(out, "models"))).toEqual(["mine.minibatch"]);

  const again = prepare({ out });
  expect(figuresOf(await reproduce(again.options))).toEqual(figuresOf(reproduction));
  expect(again.story.started).toEqual([]);
});

test("data that do not load leave the report that is there", async () => {
  const before = readFileSync(join(whole.options.out, "results.json"), "utf8");
  const loadData = () => Promise.reject(new InputError("no data"));
  const { options } = prepare({ out: whole.options.out, seed: 2, loadData });
  await expect(reproduce(options)).rejects.toThrow("no data");
  expect(readFileSync(join(whole.options.out, "results.json"), "utf8")).toBe(before);
});

test("another seed in the same directory trains anew and mixes nothing", async () => {
  const { options, story } = prepare({ out: whole.options.out, seed: 7 });
  const other = await reproduce(options);
  // problem 2's and 3's trainings all are of other seeds
  expect(story.started).toHaveLength(
    planReproduction(TINY_BUDGET, 7).problem2.length + story.started.length - PLAN.problem2.length,
  );
  expect(other.problem2.best.runs.map(({ seed }) => seed)).toEqual([7, 8]);
  expect(other.problem2.best.runs[0]!.weightsSha256).not.toBe(reproduction.problem2.best.runs[0]!.weightsSha256);
  const back = prepare({ out: whole.options.out });
  expect(figuresOf(await reproduce(back.options))).toEqual(figuresOf(reproduction));
  expect(back.story.started).toEqual([]);
  const experiments = await (await openRuns(whole.options.out)).listExperiments();
  expect(experiments.map(({ name, spec }) => [name, (spec as { seed?: number }).seed])).toEqual([
    ["reproduction-2", 7],
    ["reproduction", 1],
  ]);
});

test("a corrupt result of a finished run is refused, and the report that is there stays", async () => {
  const { out } = whole.options;
  const number = TASKS.indexOf(PLAN.problem2[0]!);
  const change = (sql: string): void => {
    using file = new DatabaseSync(join(out, "runs.sqlite"));
    file
      .prepare(`update results set json = ${sql} where trial_id = (select id from trials
      where number = ? and experiment_id = (select id from experiments where name = 'reproduction'))`)
      .run(number);
  };
  const page = readFileSync(join(out, "index.html"));
  change("substr(json, 1, length(json) - 1)");
  const refused = reproduce(prepare({ out }).options);
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow(
    `Cannot go on with ${PLAN.problem2[0]!.id}: its result in ${join(out, "runs.sqlite")} does not fit its SHA-256; ` +
      `train that run again after: minibatch runs rm reproduction/${number} --store ${join(out, "runs.sqlite")}`,
  );
  expect(readFileSync(join(out, "index.html"))).toEqual(page);
  change("json || '}'");
  const again = prepare({ out });
  expect(figuresOf(await reproduce(again.options))).toEqual(figuresOf(reproduction));
  expect(again.story.started).toEqual([]);
});

test("a trial that was removed is trained again, to the same bits", async () => {
  const { out } = whole.options;
  const number = TASKS.indexOf(PLAN.problem2[0]!);
  const store = await openRuns(out);
  await store.removeTrials((await store.findExperiment("reproduction"))!.id, [number]);
  const again = prepare({ out });
  expect(figuresOf(await reproduce(again.options))).toEqual(figuresOf(reproduction));
  expect(again.story.started).toEqual([PLAN.problem2[0]!.id]);
});

test("two processes do not write in one directory; what a killed one left half-written is removed", async () => {
  const { options } = prepare();
  mkdirSync(join(options.out, "figures"), { recursive: true });
  const unlock = lockDirectory(options.out);
  await expect(reproduce(options)).rejects.toThrow(UsageError);
  unlock();
  writeFileSync(join(options.out, "figures", "figure-1.svg.123.part"), "half");
  const { options: failing } = prepare({ out: options.out, loadData: () => Promise.reject(new InputError("no data")) });
  await expect(reproduce(failing)).rejects.toThrow("no data");
  expect(readdirSync(join(options.out, "figures"))).toEqual([]);
});

test("data that do not load leave no directory locked", async () => {
  const { options } = prepare({ loadData: () => Promise.reject(new InputError("no data")) });
  await expect(reproduce(options)).rejects.toThrow("no data");
  expect(existsSync(join(options.out, ".lock"))).toBe(false);
});

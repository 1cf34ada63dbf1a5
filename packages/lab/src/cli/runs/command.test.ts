/** The commands on real stores; what they print, as a user gets it. */
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { type Ended, runMinibatch, startMinibatch } from "../../../test/run-minibatch.ts";
import { fillSampleStore, SAMPLE_DIAGNOSIS, SAMPLE_ENVIRONMENT, sampleMetrics } from "../../../test/sample-store.ts";
import { UsageError } from "../../errors.ts";
import { lockFile } from "../../files/lock-file.ts";
import { openStore } from "../../store/open-store.ts";
import type { LabStore } from "../../store/store.ts";
import { sweepLockOf } from "../trials/sweep-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "runs-"));
const file = join(folder, "lab.sqlite");
let unlock: () => void;

/** On a store of its own where it changes something. */
async function makeStore(place: string, fill: (store: LabStore) => Promise<unknown>): Promise<string> {
  const store = await openStore(place, { create: true });
  await fill(store);
  await store.close();
  return place;
}

const runs = (...args: readonly string[]): Promise<Ended> => callMinibatch(["runs", ...args, "--store", file]);

async function told(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runs(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

beforeAll(async () => {
  // this process is who trains it
  unlock = lockFile(sweepLockOf(file, "rates"), (holder) => new UsageError(holder));
  await makeStore(file, async (store) => {
    await fillSampleStore(store, {
      ending: (number) => (number === 4 ? "failed" : number === 7 ? "pruned" : "finished"),
    });
    await fillSampleStore(store, {
      name: "rates",
      configurations: 20,
      ending: (number) => (number < 30 ? "finished" : number < 32 ? "running" : "ready"),
    });
  });
});

afterAll(() => unlock());

describe("runs list", () => {
  test("a line per experiment, the newest first", async () => {
    const lines = (await told("list")).trimEnd().split("\n");
    expect(lines[0]).toBe(
      "experiment  status              trials                              best  of trial  objective                  time  created",
    );
    expect(lines[2]).toMatch(
      /^rates {7}running 30\/60 {7}30 finished, 28 ready, 2 running {2}0\.\d{4} {8}18 {2}validation-accuracy {2}1 min 39 s {2}\d{4}-\d\d-\d\d \d\d:\d\d$/,
    );
    expect(lines[3]).toMatch(/^optimizers {2}finished, 1 failed {2}10 finished, 1 failed, 1 pruned {3}0\.8215 +9 {2}/);
    expect(lines).toHaveLength(4);
  });

  test("as a document", async () => {
    const document = JSON.parse(await told("list", "--json"));
    expect(document).toMatchObject({
      store: file,
      total: 2,
      experiments: [
        { name: "rates", status: "running 30/60", counts: { finished: 30, running: 2, ready: 28, failed: 0 } },
        { name: "optimizers", status: "finished, 1 failed", expectedTrials: 12, best: { trial: 9 } },
      ],
    });
    expect(document.experiments[1].best.objective).toBe(sampleMetrics(3, 0, 5).validationAccuracy![4]);
  });

  test("a line per trial of one, with its parameters and why it failed", async () => {
    const lines = (await told("list", "optimizers")).trimEnd().split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "optimizers: 10 finished, 1 failed, 1 pruned, objective validation-accuracy, more is better",
      "",
      "trial  optimizer  learningRate  seed  status    epochs  objective    test   time  diagnosis",
      "-----  ---------  ------------  ----  --------  ------  ---------  ------  -----  ------------------------------------------------",
    ]);
    expect(lines[4]).toBe("    0  sgd                0.1      1  finished       5     0.5556  0.5456  1.5 s");
    expect(lines[8]).toBe(
      "    4  sgd                0.01     2  failed         3          -       -  2.0 s  the loss is not finite at step 37, rate 0.1: th…",
    );
    expect(lines).toHaveLength(16);
  });

  test("the best first, some of them, and how many more there are", async () => {
    const lines = (await told("list", "optimizers", "--sort", "objective", "--limit", "2")).trimEnd().split("\n");
    expect(lines.slice(4).map((line) => line.trim().split(/\s+/)[0])).toEqual(["9", "10", "10"]);
    expect(lines.at(-1)).toBe("10 more trials; --limit N or --all shows them.");
  });

  test("by status", async () => {
    const { matching, trials } = JSON.parse(await told("list", "optimizers", "--status", "failed,pruned", "--json"));
    expect(matching).toBe(2);
    expect(trials.map(({ trial, status }: { trial: number; status: string }) => [trial, status])).toEqual([
      [4, "failed"],
      [7, "pruned"],
    ]);
    expect(await told("list", "optimizers", "--status", "cancelled")).toMatch(/\nNo trials of that kind\.\n$/);
  });

  test("fifty unless told otherwise", async () => {
    expect((await told("list", "rates")).trimEnd().split("\n").at(-1)).toBe(
      "10 more trials; --limit N or --all shows them.",
    );
    expect((await told("list", "rates", "--all")).trimEnd().split("\n")).toHaveLength(64);
  });
});

describe("runs show", () => {
  test("all about a trial", async () => {
    const text = await told("show", "optimizers/4");
    expect(text).toContain("trial          optimizers/4\nstatus         failed\ndiagnosis      the loss is not finite");
    expect(text).toContain("parameters     optimizer sgd, learningRate 0.01\nconfiguration  1, repeat 1, seed 2\n");
    expect(text).toMatch(/\n {6}1 {2}invented:1\/0 {2}\d{4}-.* {2}failed\n/);
    expect(text).toMatch(/\ntrain-loss {11}1\.6741 {2}1\.0507 {4}1\.6741 {2}1\.0507 {2}█▄▁\n/);
    expect(text).toContain("\ndense1.gradient-norm  1.0000  0.3333    1.0000  0.3333  █▃▁\n");
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/^ {4}3 {6}1\.0507 {10}0\.6109/);
  });

  test("as a document, with figures to the last bit", async () => {
    const document = JSON.parse(await told("show", "optimizers/11", "--json"));
    const expected = Object.entries(sampleMetrics(3, 2, 5)).map(([name, figures]) => [name, Array.from(figures)]);
    expect(document.metrics).toEqual(Object.fromEntries(expected));
    expect(document).toMatchObject({
      experiment: "optimizers",
      trial: 11,
      parameters: { optimizer: "adam", learningRate: 0.01 },
      attempts: 1,
      attemptList: [{ attempt: 1, worker: "invented:1/1", outcome: "finished", environment: SAMPLE_ENVIRONMENT }],
    });
  });

  test("an experiment: what it is, how far it is, where it ran", async () => {
    const text = await told("show", "optimizers");
    expect(text).toContain(
      "status      finished, 1 failed\ntrials      10 finished, 1 failed, 1 pruned; 12 expected\n",
    );
    expect(text).toContain(
      "data         {set: mnist, split: sweep, trainRows: 1000, validationRows: 200, testRows: null}\n",
    );
    expect(text).toContain(
      "optimizer     sgd, adam; sets optimizer.kind\nlearningRate  0.1, 0.01; sets optimizer.learningRate\n",
    );
    expect(text).toContain('{minibatch: "0.1.0", node: v26.10.0, cpu: "Invented 9000", cores: 2}');
    const document = JSON.parse(await told("show", "optimizers", "--json"));
    expect(document).toMatchObject({ name: "optimizers", spec: { repeats: 3 }, environments: [SAMPLE_ENVIRONMENT] });
  });
});

describe("runs compare", () => {
  test("the ranking, best first, and a verdict on every pair", async () => {
    const text = await told("compare", "optimizers");
    expect(text).toMatch(
      /^optimizers: validation-accuracy \(the objective\), more is better; up to 3 repeats of each configuration\n/,
    );
    expect(text).toMatch(/\n {12}3 {2}adam {15}0\.01 {2}0\.8182 {2}0\.8102 to 0\.8263 {8}3 {2}a\n/);
    expect(text).toMatch(
      /\n3: adam, learningRate 0\.01 {2}better {2}2: adam, learningRate 0\.1 {2}0\.0455 {2}0\.0409 to 0\.0501 {6}95\.00% .* paired t {6}2\n/,
    );
  });

  test("of some configurations, by another figure", async () => {
    const document = JSON.parse(
      await told("compare", "optimizers", "0", "3", "--metric", "validationLoss", "--epoch", "2", "--json"),
    );
    expect(document).toMatchObject({ metric: "validationLoss", goal: "min", at: 2, repeats: 3, comparisonCount: 1 });
    expect(document.ranking.map(({ configuration }: { configuration: number }) => configuration)).toEqual([3, 0]);
    const figures = [0, 1, 2].map((repeat) => sampleMetrics(3, repeat, 2).validationLoss![1]!);
    expect(document.ranking[0].mean).toBeCloseTo(figures.reduce((a, b) => a + b) / 3, 12);
    expect(document.pairs).toMatchObject([{ first: 3, second: 0, pairs: 3, verdict: "better" }]);
  });

  test("by a metric as an experiment's file writes it", async () => {
    const written = await told("compare", "optimizers", "--metric", "validation-loss", "--json");
    expect(written).toBe(await told("compare", "optimizers", "--metric", "validationLoss", "--json"));
  });

  test("by the best epoch and by the test split", async () => {
    const best = JSON.parse(await told("compare", "optimizers", "--epoch", "best", "--json"));
    expect(best).toMatchObject({ metric: "validationAccuracy", goal: "max", at: "best" });
    const tested = JSON.parse(await told("compare", "optimizers", "--metric", "testAccuracy", "--json"));
    const accuracies = [0, 1, 2].map((repeat) => sampleMetrics(3, repeat, 5).validationAccuracy![4]! - 0.01);
    expect(tested.ranking[0].mean).toBeCloseTo(accuracies.reduce((a, b) => a + b) / 3, 12);
  });
});

describe("runs export", () => {
  test("a line per trial in the promised order of keys, figures to the last bit", async () => {
    const lines = (await told("export", "optimizers", "--format", "jsonl")).trimEnd().split("\n");
    expect(lines).toHaveLength(12);
    for (const [number, line] of lines.entries()) {
      const parsed = JSON.parse(line);
      expect(Object.keys(parsed).slice(0, 8)).toEqual([
        "trial",
        "parameters",
        "seed",
        "status",
        "attempts",
        "metrics",
        "weightsSha256",
        "seconds",
      ]);
      const [configuration, repeat] = [Math.floor(number / 3), number % 3];
      const epochs = parsed.status === "finished" ? 5 : 3;
      const expected = Object.entries(sampleMetrics(configuration, repeat, epochs));
      expect(parsed).toMatchObject({ trial: number, configuration, repeat, seed: 1 + repeat, attempts: 1 });
      expect(parsed.metrics).toEqual(Object.fromEntries(expected.map(([name, values]) => [name, Array.from(values)])));
    }
    expect(JSON.parse(lines[4]!)).toMatchObject({ status: "failed", weightsSha256: null, diagnosis: SAMPLE_DIAGNOSIS });
  });

  test("as one document", async () => {
    const lines = (await told("export", "optimizers")).trimEnd().split("\n");
    const document = JSON.parse(await told("export", "optimizers", "--json"));
    expect(document).toEqual(lines.map((line) => JSON.parse(line)));
  });

  test("CSV into a file, a row per trial and epoch", async () => {
    const out = join(folder, "optimizers.csv");
    expect(await told("export", "optimizers", "--format", "csv", "--out", out)).toMatch(
      /^optimizers written to .*optimizers\.csv \(\d\.\d kB\)\n$/,
    );
    const rows = readFileSync(out, "utf8").split("\r\n");
    expect(rows[0]).toBe(
      "trial,configuration,repeat,seed,status,synthetic,optimizer,learningRate,epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy,dense1.deadUnits,dense1.gradientNorm",
    );
    // ten trials of five epochs, two of three; the head and the end
    expect(rows).toHaveLength(56 + 2);
    expect(rows[1]).toMatch(/^0,0,0,1,finished,false,sgd,0\.1,1,/);
    expect(rows[1]!.split(",")[11]).toBe(String(sampleMetrics(0, 0, 5).validationLoss![0]));
  });

  test("an experiment of many pages is whole; a reader who goes early is no failure", async () => {
    const place = await makeStore(join(folder, "long.sqlite"), (store) =>
      fillSampleStore(store, { name: "long", configurations: 401, repeats: 3, epochs: 2 }),
    );
    const { code, stdout, stderr } = await runMinibatch(["runs", "export", "long", "--store", place]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const numbers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).trial);
    expect(numbers).toEqual(Array.from({ length: 1203 }, (_, number) => number));

    const child = startMinibatch(["runs", "export", "long", "--store", place]);
    child.stdout!.once("data", () => child.stdout!.destroy());
    const [told] = await Promise.all([text(child.stderr!), once(child, "close")]);
    expect({ code: child.exitCode, stderr: told }).toEqual({ code: 0, stderr: "" });
  });
});

test("figures of SYNTHETIC data are called that wherever they are shown", async () => {
  const place = await makeStore(join(folder, "synthetic.sqlite"), (store) =>
    fillSampleStore(store, { configurations: 2, synthetic: true }),
  );
  const tell = async (...args: readonly string[]) => (await callMinibatch(["runs", ...args, "--store", place])).stdout;
  for (const call of [["list"], ["list", "optimizers"], ["show", "optimizers"], ["show", "optimizers/1"]]) {
    expect(await tell(...call)).toContain("SYNTHETIC");
  }
  expect(await tell("compare", "optimizers")).toMatch(/^optimizers: .*; SYNTHETIC data\n/);
  const documents = [
    ["list", "optimizers"],
    ["show", "optimizers"],
    ["show", "optimizers/1"],
    ["compare", "optimizers"],
  ];
  for (const call of documents) {
    expect(JSON.parse(await tell(...call, "--json"))).toMatchObject({ synthetic: true });
  }
  expect(JSON.parse((await tell("export", "optimizers")).split("\n")[0]!)).toMatchObject({ synthetic: true });
  expect((await tell("export", "optimizers", "--format", "csv")).split("\r\n")[1]).toMatch(/^0,0,0,1,finished,true,/);
});

describe("runs rm", () => {
  const removing = async (name: string, fill: (store: LabStore) => Promise<unknown>) => {
    const place = await makeStore(join(folder, `${name}.sqlite`), fill);
    return (...args: readonly string[]) => callMinibatch(["runs", ...args, "--store", place]);
  };

  test("removes trials and experiments, and tells which", async () => {
    const call = await removing("rm", async (store) => {
      await fillSampleStore(store);
      await fillSampleStore(store, { name: "other", configurations: 1 });
    });
    expect(await call("rm", "optimizers/4", "optimizers/2", "--yes")).toEqual({
      code: 0,
      stdout: "Removed the trials optimizers/2, optimizers/4 (2 finished).\n",
      stderr: "",
    });
    expect(JSON.parse((await call("list", "optimizers", "--json")).stdout).trials).toHaveLength(10);
    expect(JSON.parse((await call("rm", "optimizers", "other/0", "--yes", "--json")).stdout)).toMatchObject({
      removed: [
        { experiment: "optimizers", trials: "all", counts: { finished: 10 } },
        { experiment: "other", trials: [0] },
      ],
    });
    expect((await call("list")).stdout).not.toContain("optimizers");
  });

  test("refuses without --yes where nobody can be asked, and for what is running without --force", async () => {
    const call = await removing("rm-running", (store) =>
      fillSampleStore(store, { configurations: 1, ending: (number) => (number === 1 ? "running" : "finished") }),
    );
    expect(await call("rm", "optimizers/0")).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^Cannot remove the trial optimizers\/0 \(1 finished\): there is no terminal to ask on; give --yes to remove it from .*\n$/,
      ),
    });
    expect(await call("rm", "optimizers", "--yes")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "Cannot remove optimizers: optimizers/1 is running; wait, stop the sweep, or give --force, which makes the worker give up\n",
    });
    expect(await call("rm", "optimizers/1", "--yes", "--force")).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse((await call("list", "optimizers", "--json")).stdout).trials).toMatchObject([
      { trial: 0 },
      { trial: 2 },
    ]);
    expect(await call("rm", "optimizers", "--yes")).toMatchObject({ code: 0 });
  });

  test("a name that is not there removes nothing of what is", async () => {
    const call = await removing("rm-wrong", (store) => fillSampleStore(store));
    const { code, stderr } = await call("rm", "optimizers", "optimisers", "--yes");
    expect(code).toBe(2);
    expect(stderr).toContain('Cannot find the experiment "optimisers"');
    expect((await call("list")).stdout).toContain("optimizers");
  });
});

describe("a wrong call is told in one line and ends with 2", () => {
  test.each<[readonly string[], string]>([
    [
      ["list", "optimisers"],
      `Cannot find the experiment "optimisers" in ${file}: did you mean optimizers? It has rates, optimizers; see`,
    ],
    [
      ["show", "zzz"],
      `Cannot find the experiment "zzz" in ${file}: it has rates, optimizers; see minibatch runs list --store ${file}`,
    ],
    [
      ["show", "optimizers/12"],
      `Cannot find the trial optimizers/12 in ${file}: there is no trial of that number; see`,
    ],
    [["show", "optimizers/x"], 'Cannot read the run "optimizers/x": it should be EXPERIMENT or EXPERIMENT/NUMBER'],
    [["list", "--status", "failed"], "Cannot list experiments by --status: it chooses among one experiment's trials"],
    [["list", "optimizers", "--status", "broken"], "It should be some of ready, running, paused, finished, failed"],
    [
      ["list", "optimizers", "--sort", "name"],
      'Cannot choose trials by "name": there is no parameter or figure of that name; known are optimizer, learningRate, objective, ',
    ],
    [
      ["compare", "optimizers", "9"],
      "Cannot compare configuration 9 of optimizers: there is none of that number, they",
    ],
    [["compare", "optimizers", "x"], "It should be a whole number"],
    [
      ["compare", "optimizers", "--metric", "validLoss"],
      "Cannot compare by valid-loss: no trial has a finite figure of it; known are train-accuracy, ",
    ],
    [
      ["compare", "optimizers", "--epoch", "6"],
      "Cannot compare by validation-accuracy after epoch 6: the longest trial has 5 epochs",
    ],
    [["compare", "optimizers", "--metric", "dense1.deadUnits"], "neither less nor more of it is better"],
    [["compare", "optimizers", "--metric", "testLoss", "--epoch", "best"], "the test split is evaluated once"],
    [["compare", "optimizers", "--epoch", "first"], "It should be last, best or the number of an epoch"],
    [["export", "optimizers", "--format", "xml"], "Allowed choices are jsonl, csv"],
    [["export", "optimizers", "--format", "csv", "--json"], "Cannot export CSV as one JSON document"],
  ])("minibatch runs %j", async (args, expected) => {
    const { code, stdout, stderr } = await runs(...args);
    expect(stderr).toContain(expected);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("a store that is not there is not made", async () => {
    const missing = join(folder, "missing.sqlite");
    const { code, stderr } = await callMinibatch(["runs", "list", "--store", missing]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `Cannot open the store ${missing} (--store): there is no such file; name one with --store, or make one with minibatch sweep\n`,
    );
    expect(existsSync(missing)).toBe(false);
  });
});

test.each([["runs"], ["runs list"], ["runs show"], ["runs compare"], ["runs rm"], ["runs export"]])(
  "minibatch %s --help has an example",
  async (command) => {
    const { code, stdout } = await callMinibatch([...command.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n(?: {2}# .*\n)* {2}\$ minibatch runs /);
  },
);

/** `--where` and `--sort` on a store, as they are typed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../../../test/call-minibatch.ts";
import { fillSampleStore } from "../../../../test/sample-store.ts";
import { openStore } from "../../../store/open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "choice-"));
const file = join(folder, "lab.sqlite");

beforeAll(async () => {
  const store = await openStore(file, { create: true });
  await fillSampleStore(store, { ending: (number) => (number === 4 ? "failed" : "finished") });
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const call = (...args: string[]) => callMinibatch(["runs", ...args, "--store", file]);

async function numbersOf(...flags: string[]): Promise<{ matching: number; numbers: number[] }> {
  const { stdout, stderr } = await call("list", "optimizers", ...flags, "--json");
  expect(stderr).toBe("");
  const { matching, trials } = JSON.parse(stdout);
  return { matching, numbers: trials.map(({ trial }: { trial: number }) => trial) };
}

test.each<[string[], number[]]>([
  [
    ["--where", "learningRate < .1 and optimizer = adam"],
    [9, 10, 11],
  ],
  [
    ["--where", "learningRate < .1", "--where", "optimizer = adam", "--sort", "seed:desc"],
    [11, 10, 9],
  ],
  [["--where", "status = failed"], [4]],
  [
    ["--where", "validation-accuracy > .75"],
    [6, 7, 8, 9, 10, 11],
  ],
  [
    ["--where", "validationAccuracy > .75 and configuration = 2"],
    [6, 7, 8],
  ],
  [
    ["--where", "test-accuracy > .805"],
    [9, 10],
  ],
  [
    ["--where", "objective >= .8", "--sort", "objective"],
    [9, 10, 11],
  ],
  [
    ["--where", "objective >= .8", "--sort", "objective:asc"],
    [11, 10, 9],
  ],
  [["--where", "dense1.dead-units > 1"], []],
  [
    ["--where", "trial >= 10"],
    [10, 11],
  ],
])("runs list %j", async (flags, numbers) => {
  expect(await numbersOf(...flags)).toEqual({ matching: numbers.length, numbers });
});

test("the best by a figure come first, the worst by its other order; some of them", async () => {
  const best = await numbersOf("--sort", "validation-loss", "--limit", "2");
  expect(best).toEqual({ matching: 12, numbers: [9, 10] });
  expect((await numbersOf("--sort", "validation-accuracy", "--limit", "2")).numbers).toEqual([9, 10]);
  // those without a figure stay at the end
  expect((await numbersOf("--sort", "objective:asc")).numbers.at(-1)).toBe(4);
});

test("runs compare: by parameters alone, the ranking in an order of its own", async () => {
  const { stdout } = await call(
    "compare",
    "optimizers",
    "--where",
    "optimizer = adam",
    "--sort",
    "learningRate:desc",
    "--json",
  );
  const { ranking, pairs } = JSON.parse(stdout);
  expect(ranking.map(({ configuration }: { configuration: number }) => configuration)).toEqual([2, 3]);
  expect(pairs).toMatchObject([{ first: 3, second: 2, verdict: "better", intervalLevel: 0.95 }]);
});

test("runs compare says at which level each interval is, and it leaves 0 out with the verdict", async () => {
  const { pairs } = JSON.parse((await call("compare", "optimizers", "--json")).stdout);
  expect(pairs).toHaveLength(6);
  for (const { interval, intervalLevel, verdict } of pairs) {
    expect(interval[0] > 0 || interval[1] < 0).toBe(verdict !== "not distinguishable");
    expect(intervalLevel).toBeGreaterThanOrEqual(0.95);
  }
});

test("runs export: only these, in that order, in either format", async () => {
  const flags = ["--where", "optimizer = adam and seed = 2", "--sort", "learningRate"];
  const lines = (await call("export", "optimizers", ...flags)).stdout.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).trial)).toEqual([10, 7]);
  const rows = (await call("export", "optimizers", "--format", "csv", ...flags)).stdout.trimEnd().split("\r\n");
  expect(rows.slice(1).map((row) => row.split(",")[0])).toEqual([...Array(5).fill("10"), ...Array(5).fill("7")]);
  expect(rows[0]).toContain("validationLoss");
  expect(JSON.parse((await call("export", "optimizers", "--json", ...flags)).stdout)).toHaveLength(2);
});

test("runs show: epochs of a trial", async () => {
  const { stdout } = await call("show", "optimizers/0", "--where", "epoch >= 3", "--sort", "validation-accuracy");
  const rows = stdout.trimEnd().split("\n").slice(-3);
  expect(rows.map((row) => row.trim().split(" ")[0])).toEqual(["5", "4", "3"]);
  const none = await call("show", "optimizers/0", "--where", "epoch > 99");
  expect(none.stdout).toMatch(/\nNo epoch of which that is true\.\n$/);
});

test.each<[string[], string]>([
  [
    ["list", "optimizers", "--where", "learningrate < 1"],
    'by "learningrate": there is no parameter or figure of that name; did you mean learningRate? Known are ',
  ],
  [["list", "optimizers", "--sort", "colour"], 'Cannot choose trials by "colour"'],
  [
    ["list", "--where", "learningRate < 1"],
    "Cannot list experiments by --where: it chooses among one experiment's trials",
  ],
  [
    ["list", "optimizers", "--where", "optimizer > adam"],
    "optimizer is text (sgd, adam), which has no order; use = or !=",
  ],
  [["list", "optimizers", "--where", "learningRate"], "It should be like 'rate < .1 and optimizer = adam': one of"],
  [["list", "optimizers", "--where", "status = broken"], "known are ready, running, paused, finished, failed"],
  [["compare", "optimizers", "--where", "objective > .5"], 'Cannot choose configurations by "objective": there is no'],
  [
    ["compare", "optimizers", "--where", "learningRate > 5"],
    "Cannot compare configurations where learningRate > 5: there is none of the 4",
  ],
  [["compare", "optimizers", "--sort", "seed"], 'Cannot sort configurations by "seed"'],
  [["export", "optimizers", "--where", "nothing = 1"], 'Cannot choose trials by "nothing"'],
  [["show", "optimizers/0", "--sort", "seed"], 'Cannot choose epochs by "seed"'],
  [
    ["show", "optimizers", "--sort", "epoch"],
    "Cannot choose among what optimizers is: --where and --sort are for the epochs of a trial",
  ],
])("runs %j is refused in one line", async (args, message) => {
  const { code, stdout, stderr } = await call(...args);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("a parameter that is named as a figure: both are had, and one name means one thing in every order", async () => {
  const other = join(folder, "named.sqlite");
  const store = await openStore(other, { create: true });
  const point = (configuration: number) => ({ objective: 3 - configuration, status: `s${configuration}` });
  await fillSampleStore(store, { configurations: 3, repeats: 1, point });
  await store.close();
  const numbers = async (...flags: string[]) => {
    const { stdout } = await callMinibatch(["runs", "list", "optimizers", ...flags, "--json", "--store", other]);
    return JSON.parse(stdout).trials.map(({ trial }: { trial: number }) => trial);
  };
  expect(await numbers("--sort", "objective")).toEqual([2, 1, 0]);
  expect(await numbers("--sort", "objective:asc")).toEqual([2, 1, 0]);
  expect(await numbers("--where", "status = s1 and figure.status = finished")).toEqual([1]);
  expect(await numbers("--sort", "figure.objective")).toEqual(await numbers("--sort", "figure.objective:desc"));
  expect(await numbers("--sort", "figure.objective")).not.toEqual(await numbers("--sort", "figure.objective:asc"));
  expect(await numbers("--where", "figure.validation-loss < 0")).toEqual([]);
});

test("a figure that none of the trials has got is none that is unknown", async () => {
  const other = join(folder, "failed.sqlite");
  const store = await openStore(other, { create: true });
  await fillSampleStore(store, { epochs: 0, ending: () => "ready" });
  await store.close();
  for (const flags of [
    ["--where", "validation-loss < 1"],
    ["--sort", "train-accuracy"],
  ]) {
    const { stderr } = await callMinibatch(["runs", "list", "optimizers", ...flags, "--store", other]);
    expect(stderr).toBe("");
  }
  const { stderr } = await call("list", "optimizers", "--sort", "validation-error");
  expect(stderr).toMatch(/^Cannot choose trials by "validation-error": .*did you mean/);
});

test("a text that no trial has is told with those that there are, and what was probably meant; matching stays", async () => {
  const told = 'No optimizer is "adm", there are sgd, adam; did you mean adam?';
  const none = await call("list", "optimizers", "--where", "optimizer = adm");
  expect(none).toMatchObject({ code: 0, stderr: `${told}\n` });
  expect(none.stdout).toContain("No trials of that kind.");
  const all = await call("list", "optimizers", "--where", "optimizer != adm", "--json");
  expect(all.stderr).toBe(`${told}\n`);
  expect(JSON.parse(all.stdout).matching).toBe(12);
  expect((await call("list", "optimizers", "--where", "optimizer = nonsense")).stderr).toBe(
    'No optimizer is "nonsense", there are sgd, adam\n',
  );
  const compared = await call("compare", "optimizers", "--where", "optimizer = adm");
  expect(compared).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/leave a condition out\. No optimizer is "adm".*mean adam\?\n$/),
  });
  expect((await call("compare", "optimizers", "--where", "optimizer != adm")).stderr).toBe(`${told}\n`);
  // a number that none has is an answer, and what there is is no mistake
  expect((await call("list", "optimizers", "--where", "learningRate = 7")).stderr).toBe("");
  expect((await call("list", "optimizers", "--where", "optimizer = adam and seed = 99")).stderr).toBe("");
});

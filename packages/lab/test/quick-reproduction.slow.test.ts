/**
 * `minibatch reproduce --quick` as a user runs it: the one real run of the suite. It is interrupted in the middle and
 * called again; its page is opened in a browser. On MNIST and the sequences where they are here, else on the synthetic
 * stand-ins.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { restoreTrainer } from "minibatch";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLAIMS } from "../src/reproduce/claims/claims.ts";
import type { Reproduction } from "../src/reproduce/results.ts";
import { callMinibatch } from "./call-minibatch.ts";
import { requirement, testWith } from "./requirements.ts";
import { type Ended, ended, runMinibatch, startMinibatch } from "./run-minibatch.ts";

/** A part of what `runs list --json` tells of a trial. */
interface TrialDocument {
  readonly parameters: { readonly section: string; readonly task: string };
  readonly seed: number;
  readonly status: string;
  readonly attempts: number;
}

const MINUTES = 60_000;
const folder = mkdtempSync(join(tmpdir(), "quick-"));
const out = join(folder, "report");
let realData: boolean;
let args: readonly string[];
let interrupted: Ended;
let leftByInterruption: unknown;
let finished: Ended;
let reproduction: Reproduction;

const readResults = (directory: string): unknown => JSON.parse(readFileSync(join(directory, "results.json"), "utf8"));
const finishedTrials = (log: string): string[] => Array.from(log.matchAll(/^\[ *\d+%\] (\S+): /gm), ([, id]) => id!);

beforeAll(async () => {
  const found = await Promise.all([requirement("mnist"), requirement("sequences")]);
  const [mnist] = found;
  realData = !found.some((set) => "missing" in set);
  const data = realData && "value" in mnist ? mnist.value : mkdtempSync(join(folder, "no-data-"));
  args = [
    "reproduce",
    "--quick",
    "--offline",
    "--numerics",
    "strict",
    "--workers",
    "2",
    "--data",
    data,
    "--out",
    "report",
    "--json",
  ];
  const first = startMinibatch(args, { cwd: folder });
  const lines = createInterface({ input: first.stderr! }).on("line", (line) => {
    if (finishedTrials(line).length === 0 || !line.includes("problem2/")) return;
    first.kill("SIGINT");
    // a second one would end it at once, and the other worker's trial may be finished by now too
    lines.removeAllListeners("line");
  });
  interrupted = await ended(first);
  leftByInterruption = readResults(out);
  finished = await runMinibatch(args, { cwd: folder });
  if (finished.code === 0) reproduction = JSON.parse(finished.stdout) as Reproduction;
}, 4 * MINUTES);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("minibatch reproduce --quick", () => {
  test("says what it does at once, and how long it will take", () => {
    const [begins, budget] = interrupted.stderr.split("\n").filter((line) => !line.startsWith("SYNTHETIC"));
    expect(begins).toBe("Measuring how fast this machine trains");
    expect(budget).toMatch(/^\d+ trials take about .* here on 2 workers, the figures after .*\.$/);
  });

  test("interrupted, ends with 130 and the command to go on with, and leaves nothing that looks whole", () => {
    expect(interrupted).toMatchObject({ code: 130, stdout: "" });
    const last = interrupted.stderr.trimEnd().split("\n").at(-1);
    expect(last).toMatch(
      /^Interrupted: what is finished is kept in report; go on with: .*reproduce --quick .*--out report --json$/,
    );
    expect(leftByInterruption).toMatchObject({ complete: false, seed: 1 });
    expect(leftByInterruption).not.toHaveProperty("claims");
  });

  test("called again, trains only what is missing, and leaves it as an experiment of the lab", async () => {
    expect(finished.stderr).toMatch(/^\d+ of \d+ trials are left and take about/m);
    const before = finishedTrials(interrupted.stderr);
    const after = finishedTrials(finished.stderr);
    expect(before.length).toBeGreaterThan(0);
    expect(before.filter((id) => after.includes(id))).toEqual([]);
    const list = ["runs", "list", "reproduction", "--all", "--store", join(out, "runs.sqlite"), "--json"];
    const { trials } = JSON.parse((await callMinibatch(list)).stdout) as { trials: readonly TrialDocument[] };
    expect(interrupted.stderr).toContain(`${trials.length} trials take about `);
    for (const { status } of trials) expect(status).toMatch(/^(finished|failed)$/);
    // the two that were interrupted were taken up again
    const taken = trials.filter(({ attempts }) => attempts > 1);
    expect(taken.length).toBeLessThanOrEqual(2);
    for (const { attempts } of trials) expect(attempts).toBeGreaterThanOrEqual(1);
    for (const { parameters, seed } of taken) {
      expect(before).not.toContain(`${parameters.section}/${parameters.task}/seed-${seed}`);
    }
  });

  test("prints on stdout what it wrote", () => {
    expect(finished.code).toBe(0);
    expect(JSON.parse(readFileSync(join(out, "results.json"), "utf8"))).toEqual(reproduction);
    expect(reproduction).toMatchObject({ schema: "minibatch.reproduction/2", complete: true, quick: true, seed: 1 });
    expect(reproduction.synthetic).toBe(!realData);
    expect(reproduction.environment).toMatchObject({ workers: 2, numerics: "strict" });
  });

  test("another seed in the same directory, interrupted, leaves nothing of the first one's report", async () => {
    cpSync(out, join(folder, "copy", "report"), { recursive: true });
    const other = startMinibatch([...args, "--seed", "2"], { cwd: join(folder, "copy") });
    createInterface({ input: other.stderr! }).on("line", (line) => {
      if (/trials take|trials are left/.test(line)) other.kill("SIGINT");
    });
    expect((await ended(other)).code).toBe(130);
    expect(readResults(join(folder, "copy", "report"))).toMatchObject({ complete: false, seed: 2 });
    expect(readFileSync(join(folder, "copy", "report", "index.html"), "utf8")).toContain("no figures yet");
    expect(readdirSync(join(folder, "copy", "report", "figures"))).toEqual([]);
  });

  test("has learnt: digits and sequences better than chance, a verdict on each claim, C1 without a doubt", () => {
    expect(reproduction.problem1.maxAbsError).toBeLessThan(1e-6);
    expect(reproduction.problem2.best.mean).toBeGreaterThan(0.8);
    for (const { validationAccuracy } of reproduction.problem2.sweep)
      expect(validationAccuracy.at(-1)).toBeGreaterThan(0.5);
    expect(reproduction.problem3.figure2.validationAccuracy.at(-1)).toBeGreaterThan(0.5);
    expect(reproduction.claims).toHaveLength(CLAIMS.length);
    expect(reproduction.claims[0]).toMatchObject({ id: "C1", verdict: "holds" });
  });

  test("keeps the best network as a checkpoint that opens", async () => {
    using trainer = await restoreTrainer(readFileSync(join(out, "models", "best-digits.minibatch")));
    expect(trainer.weights().map(({ shape }) => shape)).toEqual([
      [784, 200],
      [200],
      [200, 100],
      [100],
      [100, 10],
      [10],
    ]);
  });

  test("closes with the best result, the verdicts and where the page is", () => {
    const { mean } = reproduction.problem2.best;
    expect(finished.stderr).toContain(`test accuracy ${mean.toFixed(4)} ± `);
    for (const { id, verdict } of reproduction.claims)
      expect(finished.stderr).toMatch(new RegExp(`^${id} +${verdict} `, "m"));
    expect(finished.stderr).toContain(`The page: ${pathToFileURL(join(out, "index.html")).href}\n`);
    expect(finished.stderr).toMatch(
      /^Every training, epoch by epoch: .*minibatch runs list --store report\/runs\.sqlite$/m,
    );
    expect(finished.stderr.includes("SYNTHETIC")).toBe(!realData);
  });

  testWith(
    "chromium",
    "the page opens without a complaint and shows four figures and every claim",
    async (executablePath) => {
      const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
      try {
        const page = await browser.newPage();
        const complaints: string[] = [];
        page.on("console", (message) => void complaints.push(message.text()));
        page.on("pageerror", (error) => void complaints.push(error.message));
        page.on("requestfailed", (request) => void complaints.push(request.url()));
        await page.goto(pathToFileURL(join(out, "index.html")).href);
        for (const n of [1, 2, 3, 4]) {
          expect((await page.locator(`#figure-${n} svg`).boundingBox())?.width, `figure ${n}`).toBeGreaterThan(200);
          for (const format of ["svg", "png"])
            expect(existsSync(join(out, "figures", `figure-${n}.${format}`))).toBe(true);
        }
        const text = await page.locator("main").innerText();
        for (const { id } of reproduction.claims) expect(text).toContain(id);
        expect(text).toContain("QUICK");
        expect(text.includes("SYNTHETIC")).toBe(!realData);
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

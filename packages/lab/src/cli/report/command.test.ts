import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { runMinibatch } from "../../../test/run-minibatch.ts";
import { fillSampleStore, sampleMetrics } from "../../../test/sample-store.ts";
import { openStore } from "../../store/open-store.ts";
import { sweepLockOf } from "../trials/sweep-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
const file = join(folder, "lab.sqlite");

beforeAll(async () => {
  const store = await openStore(file);
  await fillSampleStore(store, { ending: (number) => (number === 4 ? "failed" : "finished") });
  await fillSampleStore(store, { name: "long", ending: (number) => (number < 6 ? "finished" : "running") });
  await store.createExperiment({
    name: "reproduction",
    spec: { kind: "reproduction" },
    specSha256: "00".repeat(32),
    data: {},
    synthetic: true,
    codeVersion: "0.1.0",
    objective: { metric: "validationAccuracy", goal: "max" },
    expectedTrials: 1,
  });
  await store.close();
});

test("writes the page and what lies beside it, and tells its address", async () => {
  const out = join(folder, "look");
  const { code, stdout, stderr } = await callMinibatch(["report", "optimizers", "--store", file, "--out", out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(`The page: ${pathToFileURL(join(out, "index.html")).href}\n`);
  expect(readdirSync(out).sort()).toEqual(["best.json", "experiment.json", "figures", "index.html", "results.json"]);
  expect(readFileSync(join(out, "index.html"), "utf8")).toMatch(
    /^<!doctype html>[\s\S]*optimizers[\s\S]*<\/html>\s*$/i,
  );
  expect(JSON.parse(readFileSync(join(out, "best.json"), "utf8"))).toMatchObject({
    name: "optimizers-9",
    optimizer: { kind: "adam", learningRate: 0.01 },
  });
  // the figures of the store, not some of their digits
  const accuracy = sampleMetrics(3, 0, 5).validationAccuracy![4]!;
  expect(readFileSync(join(out, "results.json"), "utf8")).toContain(String(accuracy));
});

test("into EXPERIMENT-report of the caller's folder, told as one document", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "report-"));
  const { code, stdout, stderr } = await runMinibatch(["report", "optimizers", "--store", file, "--json"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const directory = join(cwd, "optimizers-report");
  expect(JSON.parse(stdout)).toEqual({
    store: file,
    experiment: "optimizers",
    missing: [],
    trials: 12,
    directory,
    page: pathToFileURL(join(directory, "index.html")).href,
  });
  expect(existsSync(join(directory, "index.html"))).toBe(true);
});

test("the page of a killed sweep says so, by its lock, and how it goes on", async () => {
  const lock = sweepLockOf(file, "long");
  const command = "minibatch sweep long.ts --workers 2";
  // no process has so large a number
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 31 - 1, host: hostname(), startTicks: null, command }));
  const lastSign = new Date("2026-01-02T03:04:05Z");
  utimesSync(lock, lastSign, lastSign);
  const out = join(folder, "killed");
  const { code, stderr } = await callMinibatch(["report", "long", "--store", file, "--out", out]);
  rmSync(lock);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const page = readFileSync(join(out, "index.html"), "utf8");
  expect(page).toContain("KILLED at 2026-01-02 03:04:05 UTC, nobody works on it: 6 trials still to come.");
  expect(page).toContain(`<code id="next-1">${command}</code>`);
  expect(page).toContain("minibatch train best.json --store ../lab.sqlite</code>");
});

test.each([
  ["optimisers", /^Cannot find the experiment "optimisers" in .*: did you mean optimizers\? It has .*\n$/],
  [
    "reproduction",
    /^Cannot write the page of reproduction: it is a reproduction, whose page minibatch reproduce writes, .*\n$/,
  ],
])("%s is refused in one line, and nothing is written", async (name, expected) => {
  const out = join(folder, "refused");
  const { code, stdout, stderr } = await callMinibatch(["report", name, "--store", file, "--out", out]);
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(expected) });
  expect(existsSync(out)).toBe(false);
});

test("--help has an example", async () => {
  const { code, stdout } = await callMinibatch(["report", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Examples:\n(?: {2}# .*\n)* {2}\$ minibatch report optimizers/);
});

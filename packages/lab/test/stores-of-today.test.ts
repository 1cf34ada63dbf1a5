/**
 * What the lab tells of stores that version 0.1.0 wrote on 2026-11-30, kept as it was told then, and what becomes of sweeps that were
 * stopped in the middle. Exports, tables and JSON documents are compared letter by letter. Of a page: the order of its headings, every
 * number, every cell of a table, the data within, and every drawing, all but the words of prose. Times of the training are kept in the
 * stores, so they are figures like others. `MINIBATCH_WRITE_FIXTURES=1 npx vitest run stores-of-today` writes what is told now: an
 * intended change of wording alone is a reason.
 */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { callMinibatch } from "./call-minibatch.ts";
import { expectFixture } from "./expect-fixture.ts";
import { outlineFigures } from "./stores-of-today/outline-figures.ts";
import { SPECS } from "./stores-of-today/specs.ts";

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "stores-of-today-"));
const kept = (name: string) => new URL(`./stores-of-today/${name}`, import.meta.url);
// tables tell times of day
beforeAll(() => void vi.stubEnv("TZ", "UTC"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function copyStore(name: string, as = name): string {
  const file = join(folder, as);
  copyFileSync(kept(name), file);
  return file;
}

async function call(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await callMinibatch(args);
  expect(code, stderr).toBe(0);
  return stdout;
}

/** Line ends stay: those of CSV are two letters. */
const asLines = (text: string): string[] => text.replaceAll(folder, "FOLDER").replaceAll("\r", "\\r").split("\n");

async function tell(store: string, calls: readonly (readonly string[])[]): Promise<string[]> {
  const lines: string[] = [];
  for (const args of calls)
    lines.push(`$ minibatch ${args.join(" ")}`, ...asLines(await call([...args, "--store", store])));
  return lines;
}

function readings(experiment: string): string[][] {
  return [
    ["runs", "list", experiment, "--all"],
    ["runs", "show", experiment],
    ["runs", "show", `${experiment}/0`, "--all"],
    ["runs", "compare", experiment, "--all"],
    ["runs", "list", experiment, "--all", "--json"],
    ["runs", "show", experiment, "--json"],
    ["runs", "show", `${experiment}/0`, "--all", "--json"],
    ["runs", "compare", experiment, "--all", "--json"],
    ["runs", "export", experiment],
    ["runs", "export", experiment, "--format", "csv"],
  ];
}

const EXPERIMENTS = {
  "lab.sqlite": ["several", "pruned", "wild", "single", "cancelled"],
  "unfinished.sqlite": ["paused", "killed"],
} as const;

describe.each(Object.entries(EXPERIMENTS))("%s", (name, experiments) => {
  test("is listed as it was", async () => {
    const lines = await tell(copyStore(name), [
      ["runs", "list"],
      ["runs", "list", "--json"],
    ]);
    expectFixture(lines, kept(name.replace(".sqlite", "-list.txt")));
  });

  test.each(experiments)("%s is told, compared and exported as it was", async (experiment) => {
    expectFixture(await tell(copyStore(name), readings(experiment)), kept(`${experiment}.txt`));
  });
});

test.each([
  ["lab.sqlite", "several"],
  ["lab.sqlite", "pruned"],
  ["lab.sqlite", "wild"],
  ["unfinished.sqlite", "paused"],
])("the page of %s's %s has the figures that it had", async (name, experiment) => {
  const out = join(folder, `${experiment}-report`);
  await call(["report", experiment, "--store", copyStore(name), "--out", out]);
  const { generatedAt } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as { generatedAt: string };
  const page = readFileSync(join(out, "index.html"), "utf8");
  const lines = outlineFigures(page.replaceAll(generatedAt.slice(0, 19).replace("T", " "), "WHEN WRITTEN"));
  expect(lines.length).toBeGreaterThan(50);
  for (const file of readdirSync(out)
    .filter((of) => of.endsWith(".json"))
    .sort())
    lines.push(`# ${file}`, ...asLines(readFileSync(join(out, file), "utf8").replace(generatedAt, "WHEN")));
  for (const file of readdirSync(join(out, "figures"))
    .filter((of) => of.endsWith(".svg"))
    .sort())
    lines.push(`# ${file}`, ...outlineFigures(readFileSync(join(out, "figures", file), "utf8")));
  expectFixture(lines, kept(`${experiment}-page.txt`));
});

/** Without what the clock says, and how often a trial was begun. */
const settle = (lines: string): string[] =>
  asLines(lines.replaceAll(/("(?:attempts|seconds)":)[\d.e-]+|("(?:startedAt|endedAt)":)"[^"]*"/g, "$1$2-").trimEnd());

test.each(["paused", "killed"] as const)("%s goes on to the figures and hashes that it came to then", async (name) => {
  const store = copyStore("unfinished.sqlite", `${name}.sqlite`);
  const spec = join(folder, `${name}.json`);
  writeFileSync(spec, JSON.stringify(SPECS[name]));
  const sweep = (into: string) =>
    call(["sweep", spec, "--store", into, "--data", folder, "--offline", "--workers", "1"]);
  await sweep(store);
  const goneOn = settle(await call(["runs", "export", name, "--store", store]));
  expectFixture(goneOn, kept(`${name}-gone-on.jsonl`));
  const trial = JSON.parse(await call(["runs", "show", `${name}/1`, "--json", "--store", store])) as {
    attemptList: readonly { readonly fromEpoch: number }[];
  };
  // from its checkpoint, not anew
  expect(trial.attemptList.map(({ fromEpoch }) => fromEpoch)).toEqual([0, { paused: 19, killed: 18 }[name]]);
  const undisturbed = join(folder, `${name}-undisturbed.sqlite`);
  await sweep(undisturbed);
  expect(settle(await call(["runs", "export", name, "--store", undisturbed]))).toEqual(goneOn);
});

test("networks of a kept store are judged as they were", async () => {
  const store = copyStore("lab.sqlite");
  const lines: string[] = [];
  for (const run of ["several/1", "single/0"]) {
    const told = await call(["evaluate", run, "--store", store, "--data", folder, "--offline", "--json"]);
    lines.push(`$ minibatch evaluate ${run} --json`, ...asLines(told.replaceAll(/("seconds": )[\d.e-]+/g, "$1-")));
  }
  expectFixture(lines, kept("evaluated.txt"));
});

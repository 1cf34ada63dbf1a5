/**
 * Case H: `npm start`, the whole report on real data. It takes minutes: run on request, else told from an earlier run.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OwnResult } from "./results.ts";

/** seconds */
const PROBLEMS_LIMIT = 130;
const ALL_LIMIT = 210;

const TITLES = { problems: "`npm start`: Problems 1 to 3", all: "`npm start`: with all claims" };

function result(title: string, value: number, most: number, detail: string): OwnResult {
  return { id: "H", title, value, unit: "s", detail, limit: { most, passed: value <= most } };
}

export function measureStart(data: string): OwnResult[] {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-bench-start-"));
  try {
    const command = join(import.meta.dirname, "..", "packages", "lab", "bin", "minibatch.js");
    const begin = performance.now();
    const call = [command, "reproduce", "--out", folder, "--data", data];
    execFileSync(process.execPath, call, { stdio: ["ignore", "ignore", "inherit"] });
    const total = (performance.now() - begin) / 1000;
    const { seconds } = JSON.parse(readFileSync(join(folder, "results.json"), "utf8")) as {
      readonly seconds: { readonly claims: number };
    };
    const detail = `measured here; the claims took ${seconds.claims.toFixed(1)} s`;
    return [
      result(TITLES.problems, total - seconds.claims, PROBLEMS_LIMIT, detail),
      result(TITLES.all, total, ALL_LIMIT, "measured here, the start of the command included"),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The result of an earlier run with `--full`; or that there was none. */
export function recallStart(
  stored: readonly { readonly date: string; readonly own: readonly OwnResult[] }[],
): OwnResult[] {
  const told = stored.flatMap(({ date, own }) => {
    const measured = own.filter(({ id, detail }) => id === "H" && detail.startsWith("measured here"));
    return measured.length === 0
      ? []
      : [measured.map((row) => ({ ...row, detail: `of ${date.slice(0, 10)}, by --full` }))];
  });
  const none = { value: null, unit: "s", limit: null, detail: "not measured yet: run with --full" };
  return told.at(-1) ?? Object.values(TITLES).map((title) => ({ id: "H", title, ...none }));
}

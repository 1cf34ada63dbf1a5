/** What the kept stores give when they go on: the interrupted sweep to its end, and a reproduction whose problems are solved. */

import type { ChildProcess } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ended } from "../run-minibatch.ts";
import { experimentFile } from "./experiments.ts";
import { outlineWithData } from "./record-answers.ts";

export type Start = (args: readonly string[], options: { readonly cwd: string }) => ChildProcess;

/** A line a trial: all of it but attempts and times. */
export async function finishPaused(start: Start, folder: string, store: string): Promise<string[]> {
  const file = join(folder, "paused.json");
  writeFileSync(file, experimentFile("paused"));
  const none = join(folder, "none");
  const sweep = await ended(start(["sweep", file, "--offline", "--data", none, "--store", store], { cwd: folder }));
  if (sweep.code !== 0) throw new Error(`The sweep ended with ${sweep.code}: ${sweep.stderr}`);
  const { stdout } = await ended(start(["runs", "export", "paused", "--store", store], { cwd: folder }));
  return stdout.trimEnd().split("\n").map(withoutTimes);
}

function withoutTimes(line: string): string {
  const { attempts: _, seconds, startedAt, endedAt, ...trial } = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(trial);
}

export interface GivenReproduction {
  /** parts of results.json that the kept trials determine */
  readonly results: Readonly<Record<string, unknown>>;
  /** of the page, from Problem 1 to the claims */
  readonly page: readonly string[];
}

const REPRODUCE = "reproduce --quick --seed 1 --offline --numerics strict --workers 1 --data none --out .";

/** `folder` holds the kept runs.sqlite. Ends it as Ctrl-C does, once it has written what its problems give. */
export async function foldProblems(start: Start, folder: string): Promise<GivenReproduction> {
  const child = start(REPRODUCE.split(" "), { cwd: folder });
  const end = ended(child);
  const read = (): Record<string, unknown> | null => {
    try {
      return JSON.parse(readFileSync(join(folder, "results.json"), "utf8")) as Record<string, unknown>;
    } catch {
      return null;
    }
  };
  while (read()?.schema !== "minibatch.reproduction/2" && child.exitCode === null) await setTimeout(50);
  child.kill("SIGINT");
  const { code, stderr } = await end;
  if (code !== 130) throw new Error(`The reproduction ended with ${code}: ${stderr}`);
  const { schema, quick, synthetic, seed, data, budget, problem1, problem2, problem3 } = read()!;
  const outline = outlineWithData(readFileSync(join(folder, "index.html"), "utf8"));
  const at = (id: string): number => outline.findIndex((line) => line.startsWith(`<section id="${id}"`));
  return {
    results: { schema, quick, synthetic, seed, data, budget, problem1, problem2, problem3 },
    page: outline.slice(at("problem-1"), at("claims")),
  };
}

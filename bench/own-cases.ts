/** Cases without a peer: E the first step, F the size, G the memory. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { measureDist, measureTrainer } from "../tools/library-size.ts";
import { OWN_LIMITS } from "./requirements.ts";
import type { OwnResult } from "./results.ts";
import { median } from "./statistics.ts";

const SCRIPTS = join(import.meta.dirname, "peers");
const STARTS = 9;

type Id = keyof typeof OWN_LIMITS;

function result(id: Id, title: string, value: number, detail: string): OwnResult {
  const { most, unit } = OWN_LIMITS[id];
  return { id, title, value, unit, detail, limit: { most, passed: value <= most } };
}

function runScript(name: string, ...call: string[]): Record<string, number> {
  const told = execFileSync(process.execPath, [join(SCRIPTS, name), ...call], { encoding: "utf8" });
  return JSON.parse(told) as Record<string, number>;
}

export function measureFirstStep(): OwnResult {
  const starts = Array.from({ length: STARTS }, () => runScript("first-step.ts"));
  const value = median(starts.map(({ sinceImport }) => sinceImport!));
  const sinceStart = median(starts.map((start) => start.sinceStart!));
  const detail = `median of ${STARTS} fresh processes; ${sinceStart.toFixed(0)} ms since the start of the process`;
  return result("E", "import to the end of the first step", value, detail);
}

export async function measureSize(): Promise<OwnResult> {
  const dist = [...measureDist().values()].reduce((sum, size) => sum + size, 0);
  const { loaded, later } = await measureTrainer();
  const kilobytes = (size: number): string => `${(size / 1000).toFixed(1)} KB`;
  const detail =
    `what a page loads for createTrainer, minified; the reference, where it is needed: ${kilobytes(later)}; all of ` +
    `dist: ${kilobytes(dist)}`;
  return result("F", "the library with all kernels, gzip", loaded / 1000, detail);
}

export function measureMemory(data: string): OwnResult {
  const threads = availableParallelism();
  const work = { source: "mnist", rows: 60_000, sizes: [784, 200, 100, 10], threads, data };
  const { megabytes, accuracy } = runScript("memory.ts", JSON.stringify(work));
  const detail = `three epochs, both splits evaluated, test accuracy ${accuracy!.toFixed(4)}`;
  return result("G", "peak resident memory, training on MNIST", megabytes!, detail);
}

/** Case I, as `scaling.ts` found it last: it is a run of its own. */
export function recallScaling(folder: string): OwnResult {
  const file = join(folder, "scaling.json");
  const title = "a cost model fitted on half of the grid, its worst prediction of the other half";
  if (!existsSync(file))
    return { id: "I", title, value: null, unit: "x", detail: "not measured yet: run scaling.ts", limit: null };
  const { environment, worst, within, predicted, limit, medianOff } = JSON.parse(readFileSync(file, "utf8")) as Scaling;
  const value = worst[0]!.off;
  const detail =
    `of ${environment.date.slice(0, 10)}: ${within} of ${predicted} within ${limit} x, median ` +
    `${medianOff.toFixed(2)} x`;
  return { id: "I", title, value, unit: "x", detail, limit: { most: limit, passed: value <= limit } };
}

interface Scaling {
  readonly environment: { readonly date: string };
  readonly worst: readonly { readonly off: number }[];
  readonly within: number;
  readonly predicted: number;
  readonly limit: number;
  readonly medianOff: number;
}

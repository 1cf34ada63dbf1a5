/**
 * Ends `npm test` and `npm run test:slow` with one line, `N passed, N failed, N skipped`, and names every skipped test
 * with its reason. What fails outside a test (a file that does not load, a hook, a stray rejection, a test never run)
 * counts as failed.
 */
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts a finished run. A test still pending at the end was not run, so it counts as failed. */
export function countResults(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): Counts {
  const counts = { passed: 0, failed: strayErrors.length, skipped: 0 };
  for (const module of modules) {
    for (const group of [module, ...module.children.allSuites()]) {
      if (group.errors().length > 0) counts.failed++;
    }
    const states = [...module.children.allTests()].map((test) => test.result().state);
    for (const state of states) counts[state === "pending" ? "failed" : state]++;
    const unfinished = module.state() === "queued" || module.state() === "pending";
    if (unfinished && !states.includes("pending")) counts.failed++;
  }
  return counts;
}

/** One line per skipped test: where it is, its name, and why when it said so. */
export function listSkipped(modules: readonly TestModule[]): string[] {
  const lines: string[] = [];
  for (const module of modules) {
    for (const test of module.children.allTests("skipped")) {
      const result = test.result();
      const note = result.state === "skipped" && result.note !== undefined ? `: ${result.note}` : "";
      lines.push(`skipped  ${module.relativeModuleId} > ${test.fullName}${note}`);
    }
  }
  return lines;
}

export default class SummaryReporter implements Reporter {
  #counts: Counts = { passed: 0, failed: 1, skipped: 0 };

  /** At the very end, so that nothing follows it, and even when the run itself breaks off. */
  onInit(): void {
    process.once("exit", (code) => {
      const { passed, failed, skipped } = this.#counts;
      if (failed > 0 && code === 0) process.exitCode = 1;
      process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly SerializedError[]): void {
    this.#counts = countResults(modules, strayErrors);
    for (const line of listSkipped(modules)) process.stdout.write(`${line}\n`);
  }
}

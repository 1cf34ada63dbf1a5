/** Makes one change, asks the tests, and puts the source back. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Change, makeChange } from "./find-changes.ts";
import { KERNEL_BYTES, KERNELS, MEASURES_TIME, TARGETS } from "./packages.ts";
import { type Experience, type Importers, inPortions, testsOf } from "./related-tests.ts";
import { runTests, type Verdict } from "./run-tests.ts";
import { parse } from "./syntax.ts";
import type { WorkingCopy } from "./working-copy.ts";

export interface Outcome {
  readonly change: Change;
  /** who noticed it, or null where nobody did */
  readonly noticedBy: string | null;
  readonly seconds: number;
  /** test files that were run, in whole or in part */
  readonly testFiles: number;
  /** whether related tests were left out for want of time */
  readonly cutShort: boolean;
}

/** What a change is tried with. */
export interface TryOptions {
  readonly copy: WorkingCopy;
  readonly importers: Importers;
  readonly target: keyof typeof TARGETS;
  readonly workers: number;
  /** after so many seconds no further tests are begun */
  readonly patienceSeconds: number;
  readonly signal: AbortSignal;
  /**
   * tests that are known to pass, or not, without a change; files whose tests all do, or that hold one that does not
   */
  readonly passes: Map<string, boolean>;
  readonly experience: Experience;
}

/** Null where the changed source is no valid program. */
export async function tryChange(change: Change, options: TryOptions): Promise<Outcome | null> {
  const { copy, importers, target, experience, passes } = options;
  const begin = performance.now();
  const made = make(change, copy);
  if (made === null) return null;
  // kernels take long to build on a busy machine: patience is for tests
  const asksFrom = performance.now();
  try {
    const reached = KERNELS.test(change.file) ? KERNEL_BYTES : change.file;
    const tests = testsOf(reached, importers, TARGETS[target]!, experience);
    const files = tests.filter((file) => passes.get(file) !== false && !MEASURES_TIME.test(file));
    const asked = await ask(files, options, made, () => (performance.now() - asksFrom) / 1000);
    return { change, ...asked, seconds: (performance.now() - begin) / 1000 };
  } finally {
    made.undo();
  }
}

interface Made {
  undo(): void;
  redo(): void;
}

/**
 * Writes the changed source, and the kernels' bytes that are built from it. Null where it is no program, or does not
 * build.
 */
function make(change: Change, copy: WorkingCopy): Made | null {
  const files = KERNELS.test(change.file) ? [change.file, KERNEL_BYTES] : [change.file];
  const readAll = (): string[] => files.map((file) => copy.read(file));
  const writeAll = (contents: readonly string[]): void => {
    for (const [i, file] of files.entries()) copy.write(file, contents[i]!);
  };
  const before = readAll();
  const changed = makeChange(before[0]!, change);
  if (parse(changed) === null) return null;
  copy.write(change.file, changed);
  if (files.length > 1 && !buildKernels(copy.folder)) {
    writeAll(before);
    return null;
  }
  const after = readAll();
  if (files.length > 1 && after[1] === before[1]) {
    // the compiler sees no difference
    writeAll(before);
    return null;
  }
  return { undo: () => writeAll(before), redo: () => writeAll(after) };
}

function buildKernels(folder: string): boolean {
  const build = join(folder, "packages/minibatch/wasm/build.ts");
  return spawnSync(process.execPath, [build], { cwd: folder, stdio: "ignore", timeout: 120_000 }).status === 0;
}

/** Runs the tests in portions until one notices the change. */
async function ask(
  files: readonly string[],
  options: TryOptions,
  made: Made,
  seconds: () => number,
): Promise<Pick<Outcome, "noticedBy" | "testFiles" | "cutShort">> {
  let testFiles = 0;
  for (const portion of inPortions(files)) {
    if (seconds() > options.patienceSeconds) return { noticedBy: null, testFiles, cutShort: true };
    testFiles += portion.length;
    let left: readonly string[] = portion;
    while (left.length > 0) {
      const verdict = await runOnCopy(left, options);
      if (verdict.kind === "passed") break;
      if (verdict.kind === "did not end") {
        if (await endsWithoutOnly(left, options, made)) {
          return { noticedBy: "a test that did not end", testFiles, cutShort: false };
        }
        break;
      }
      if (await isNoticed(verdict, options, made)) {
        options.experience.hasNoticed(verdict.file);
        return {
          noticedBy: `${verdict.file} > ${verdict.test ?? "(outside of its tests)"}`,
          testFiles,
          cutShort: false,
        };
      }
      left = left.filter((file) => file !== verdict.file);
    }
  }
  return { noticedBy: null, testFiles, cutShort: false };
}

/**
 * Whether tests that did not end in time with the change do without it, and again do not with it: a machine may be
 * busy.
 */
async function endsWithoutOnly(files: readonly string[], options: TryOptions, made: Made): Promise<boolean> {
  made.undo();
  const without = await runOnCopy(files, options);
  made.redo();
  return without.kind !== "did not end" && (await runOnCopy(files, options)).kind !== "passed";
}

/** What a file may take to be run in whole for the sake of one of its tests. */
const QUICK_SECONDS = 10;

/** A test that fails without the change too, or not twice with it, tells nothing. */
async function isNoticed({ file, test }: Failure, options: TryOptions, made: Made): Promise<boolean> {
  const { passes } = options;
  const name = `${file} > ${test}`;
  if (!passes.has(name) && !passes.has(file)) {
    made.undo();
    const isQuick = options.experience.secondsOf(file) < QUICK_SECONDS;
    // of a quick file all tests are known from then on
    const passesWhole = isQuick && (await runOnCopy([file], options)).kind === "passed";
    const does = passesWhole || (await runOnCopy([file], options, test)).kind === "passed";
    made.redo();
    passes.set(name, does);
    if (passesWhole) passes.set(file, true);
    // it may be another of its tests that notices, but not while this one fails first
    if (!does) passes.set(file, false);
  }
  return (passes.get(name) ?? passes.get(file)) === true && (await runOnCopy([file], options, test)).kind !== "passed";
}

type Failure = Extract<Verdict, { readonly kind: "failed" }>;

/**
 * Seconds that tests may take before they are taken not to end: what a start takes, and some times what each file took
 * before.
 */
const START_SECONDS = 45;
const TIMES_LONGER = 4;

function runOnCopy(
  files: readonly string[],
  { copy, workers, signal, experience }: TryOptions,
  only: string | null = null,
): Promise<Verdict> {
  const tookSeconds = (file: string, seconds: number): void => experience.tookSeconds(file, seconds);
  const limitSeconds = files.reduce((sum, file) => sum + TIMES_LONGER * experience.secondsOf(file), START_SECONDS);
  return runTests({ folder: copy.folder, files, only, workers, limitSeconds, signal, tookSeconds });
}

/**
 * What every source of trials must do: each promise of `src/runner/trial-source.ts`, with threads that train nothing
 * and so are quick.
 */
import fc from "fast-check";
import { expect, type TestContext } from "vitest";
import { runTrials } from "../src/runner/run-trials.ts";
import type { TrialEvents } from "../src/runner/trial-events.ts";
import type { TrialAttempt, TrialSource } from "../src/runner/trial-source.ts";
import type { LabStore } from "../src/store/store.ts";
import { QuickThreads } from "./quick-threads.ts";

/** of every experiment that is created for the contract */
export const TRIALS = 6;

export interface SourceUnderTest {
  readonly store: LabStore;
  /** a new experiment with TRIALS trials */
  create(name: string): Promise<CreatedExperiment>;
  /** whether a trial that fails, though its training did not diverge, ends the run */
  readonly failureEndsRun: boolean;
}

export interface CreatedExperiment {
  readonly id: number;
  /** as a process does that begins, or begins again */
  open(): Promise<TrialSource>;
}

/** Runs `body` with a source's own store, skipped where the machine has none. */
export type WithSource = (
  title: string,
  body: (subject: SourceUnderTest, context: TestContext) => Promise<void>,
) => void;

export function testSourceContract(testSource: WithSource): void {
  testSource(
    "every trial ends once, whatever ends, fails and is stopped when, and a stop loses no epoch",
    async (subject) => {
      let serial = 0;
      await fc.assert(
        fc.asyncProperty(story, async (told) => {
          await followStory(subject, `story-${serial++}`, told);
        }),
        { numRuns: 15 },
      );
    },
  );

  testSource(
    "a source that fails stops all threads: the first failure is told, the rest goes on later",
    async (subject) => {
      const { id, open } = await subject.create("failing");
      const threads = new QuickThreads(3, { failing: new Set(), steps: 400 });
      const source = await open();
      const first = new Error("the first");
      const failing = failAtEnd(source, first);
      let begun = 0;
      const events = {
        ...SILENT,
        onStart() {
          // the third trial is short: its end fails while the others are being trained
          if (++begun === 3) threads.steps = 1;
        },
      };
      const running = runTrials(failing, { store: subject.store, pool: threads, events, signal: NEVER });
      await expect(running).rejects.toBe(first);
      expect(threads.running).toBe(0);
      const trials = await subject.store.listTrials(id);
      // the one whose end failed may be running still, as after a kill
      expect(trials.filter(({ status }) => status === "running").length).toBeLessThanOrEqual(1);
      expect(trials.every(({ endedAt }) => endedAt === null)).toBe(true);
      await runToEnd(subject, await open());
      await expectEndedOnce(subject.store, id);
    },
  );

  testSource("a source that is stopped gives nothing more, and lets nobody wait", async (subject) => {
    const { open } = await subject.create("stopped");
    const source = await open();
    const attempt = (await source.next(0))!;
    source.stop();
    const late = await source.next(1);
    if (late !== null) await giveBack(source, late);
    await giveBack(source, attempt);
    expect(await source.next(0)).toBeNull();
    await source.close();
  });
}

async function giveBack(source: TrialSource, attempt: TrialAttempt): Promise<void> {
  await source.release(attempt, "stopped");
  source.leave(attempt);
}

/** What happens to an experiment until it is left alone. */
interface Story {
  readonly threads: number;
  /** the trials of these numbers fail */
  readonly failing: readonly number[];
  /** in each process, after so many messages of its threads it is stopped */
  readonly stops: readonly number[];
}

const story: fc.Arbitrary<Story> = fc.record({
  threads: fc.integer({ min: 1, max: 4 }),
  failing: fc.uniqueArray(fc.nat(TRIALS - 1), { maxLength: 3 }),
  stops: fc.array(fc.nat(20), { maxLength: 3 }),
});

async function followStory(subject: SourceUnderTest, name: string, { threads, failing, stops }: Story): Promise<void> {
  const { id, open } = await subject.create(name);
  const ended: number[] = [];
  const events: TrialEvents = {
    ...SILENT,
    onEnd(_thread, { number }, outcome) {
      if (outcome !== null) ended.push(number);
    },
  };
  const reason = new Error("stopped by the story");
  const fails = new Set(subject.failureEndsRun ? [] : failing);
  for (const after of stops) {
    const controller = new AbortController();
    const pool = new QuickThreads(threads, {
      failing: fails,
      steps: STEPS,
      onMessage: countDown(after, () => controller.abort(reason)),
    });
    const { signal } = controller;
    await runTrials(await open(), { store: subject.store, pool, events, signal }).catch((error: unknown) => {
      expect(error).toBe(reason);
    });
    expect((await subject.store.listTrials(id)).filter(({ status }) => status === "running")).toEqual([]);
    for (const trial of await subject.store.listTrials(id)) {
      // what a thread told before it was stopped is what the next one goes on from
      if (trial.endedAt === null) expect(trial.epochs).toBe(pool.told.get(trial.number) ?? trial.epochs);
    }
  }
  const pool = new QuickThreads(threads, { failing: fails, steps: STEPS });
  await runTrials(await open(), { store: subject.store, pool, events, signal: NEVER });
  expect(ended.sort()).toEqual(Array.from({ length: TRIALS }, (_, i) => i));
  await expectEndedOnce(subject.store, id, fails);
}

async function runToEnd(subject: SourceUnderTest, source: TrialSource): Promise<void> {
  const pool = new QuickThreads(2, { failing: new Set(), steps: STEPS });
  await runTrials(source, { store: subject.store, pool, events: SILENT, signal: NEVER });
}

async function expectEndedOnce(store: LabStore, id: number, failing: ReadonlySet<number> = new Set()): Promise<void> {
  const trials = await store.listTrials(id);
  expect(trials).toHaveLength(TRIALS);
  for (const trial of trials) {
    const outcome = failing.has(trial.number) ? "failed" : "finished";
    expect(trial.status).toBe(outcome);
    const outcomes = (await store.listAttempts(trial.id)).map((attempt) => attempt.outcome);
    expect(outcomes.filter((told) => told === "finished" || told === "failed")).toEqual([outcome]);
  }
}

const SILENT = { onStart() {}, onProgress() {}, onEnd() {} };
const NEVER = new AbortController().signal;
/** checkpoints of a trial */
const STEPS = 3;

function countDown(from: number, then: () => void): () => void {
  let left = from;
  return () => {
    if (left-- === 0) then();
  };
}

/** The source, whose first end is not committed, and throws. Later ones throw something else. */
function failAtEnd(source: TrialSource, first: Error): TrialSource {
  let isFirst = true;
  const end: TrialSource["end"] = async () => {
    const error = isFirst ? first : new Error("a later one");
    isFirst = false;
    throw error;
  };
  return {
    next: (thread) => source.next(thread),
    end,
    release: (attempt, why) => source.release(attempt, why),
    leave: (attempt) => source.leave(attempt),
    stop: () => source.stop(),
    close: () => source.close(),
  };
}

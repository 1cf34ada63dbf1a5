import { spawnSync } from "node:child_process";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { trainBoth } from "../../test/browser-threads-entry.ts";
import { eagerly } from "../../test/eager-threads.ts";
import { drawBlobs } from "../../test/toy-data.ts";
import { SpecError } from "../errors.ts";
import type { ThreadHost } from "../plan/thread-host.ts";
import { createTrainer } from "../train/create-trainer.ts";
import type { Trainer } from "../train/trainer.ts";
import { nodeThreads } from "./node.ts";

/** Workers of this process that have begun and not ended; all that ever began. */
const alive = new Set<Worker>();
let begun = 0;

function watch(worker: Worker): void {
  begun++;
  alive.add(worker);
  worker.once("exit", () => alive.delete(worker));
}

/** Waits until so many are left: they end in their own time. */
async function expectAlive(count: number): Promise<void> {
  await expect.poll(() => alive.size, { timeout: 5000 }).toBe(count);
}

beforeEach(() => {
  begun = 0;
  process.on("worker", watch);
});

afterEach(() => {
  process.off("worker", watch);
});

const data = drawBlobs(130, 20, 3, 1);
const plan = { epochs: 3, batchSize: 32 };

function createSmall(threads: ThreadHost): Promise<Trainer> {
  return createTrainer({
    model: { inputs: 20, layers: [{ kind: "dense", units: 3 }], loss: "softmax-cross-entropy" },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    threads,
  });
}

test.each([0, -1, 1.5, 256, Number.NaN, Number.POSITIVE_INFINITY, "2" as never])(
  "a count of %s is refused",
  (count) => {
    const call = (): unknown => nodeThreads({ count });
    expect(call).toThrow(SpecError);
    expect(call).toThrow(
      new SpecError(
        "nodeThreads.count",
        `cannot use ${typeof count === "string" ? JSON.stringify(count) : String(count)}: it must be a whole number at least 1 and at most 255`,
      ),
    );
  },
);

test("counts at the ends of what is allowed are taken as they are, and none means the machine's cores", () => {
  expect(nodeThreads({ count: 1 }).count).toBe(1);
  expect(nodeThreads({ count: 255 }).count).toBe(255);
  expect(nodeThreads().count).toBeGreaterThanOrEqual(1);
});

test("dispose ends a trainer's threads, over and over", async () => {
  for (let i = 0; i < 10; i++) {
    using trainer = await createSmall(eagerly(nodeThreads({ count: 3 })));
    await trainer.fit(data, plan);
  }
  expect(begun).toBe(20);
  await expectAlive(0);
});

test("a trainer that moves to a larger arena leaves no thread behind in the old one", async () => {
  const trainer = await createSmall(eagerly(nodeThreads({ count: 3 })));
  await trainer.fit(data, plan);
  const large = drawBlobs(400, 20, 3, 2);
  await trainer.fit(large, { epochs: 9, batchSize: 400 });
  expect(begun).toBe(4);
  await expectAlive(2);
  trainer.dispose();
  await expectAlive(0);
});

test("threads that come when the trainer is already disposed of are ended", async () => {
  const host = nodeThreads({ count: 3 });
  let release = (): void => {};
  let called = (): void => {};
  const isCalled = new Promise<void>((resolve) => {
    called = resolve;
  });
  const mayCome = new Promise<void>((resolve) => {
    release = resolve;
  });
  const late: ThreadHost = {
    ...host,
    async start(order) {
      const thread = await host.start(order);
      called();
      await mayCome;
      return thread;
    },
  };
  const trainer = await createSmall(eagerly(late));
  const training = trainer.fit(data, plan);
  await isCalled;
  trainer.dispose();
  release();
  await expect(training).rejects.toThrow("Cannot go on: the trainer was disposed of");
  expect(begun).toBe(2);
  await expectAlive(0);
});

describe("where threads cannot be had", () => {
  const host = nodeThreads({ count: 4 });
  const cases: Readonly<Record<string, { readonly start: ThreadHost["start"]; readonly begun: number }>> = {
    "none comes": { start: () => Promise.resolve(null), begun: 0 },
    "asking for one fails": { start: () => Promise.reject(new Error("no more processes")), begun: 0 },
    "the second of three does not come": {
      start: (order) => (order.index === 2 ? Promise.resolve(null) : host.start(order)),
      begun: 4,
    },
    "the second of three fails": {
      start: (order) => (order.index === 2 ? Promise.reject(new Error("no more processes")) : host.start(order)),
      begun: 4,
    },
  };
  test.each(Object.entries(cases))("%s: those that are there train to the same bits", async (_, one) => {
    const expected = await trainBoth();
    let asked = 0;
    const threads = eagerly({
      ...host,
      start(order) {
        asked++;
        return one.start(order);
      },
    });
    expect(await trainBoth(threads)).toEqual(expected);
    // once in each of the two trainings
    expect(asked).toBe(2 * 3);
    expect(begun).toBe(one.begun);
    await expectAlive(0);
  });
});

describe("a thread that dies at its start", () => {
  const host = nodeThreads({ count: 3 });

  test("with an error: none comes", async () => {
    expect(await host.start({ module: {}, memory: {}, team: 0, index: 1, seen: 0 })).toBeNull();
    expect(begun).toBe(1);
    await expectAlive(0);
  });

  test("without a word: training goes on with those that are there, to the same bits", async () => {
    const expected = await trainBoth();
    const end = (worker: Worker): void => void worker.terminate();
    process.on("worker", end);
    try {
      expect(await trainBoth(eagerly(host))).toEqual(expected);
    } finally {
      process.off("worker", end);
    }
    expect(begun).toBe(2 * 2);
    await expectAlive(0);
  });
});

test("a training that is aborted while threads come makes no further step", async () => {
  const host = nodeThreads({ count: 3 });
  const abort = new AbortController();
  let steps = 0;
  let stepsBefore = 0;
  const threads = eagerly({
    ...host,
    start(order) {
      stepsBefore = steps;
      abort.abort(new Error("enough"));
      return host.start(order);
    },
  });
  using trainer = await createSmall(threads);
  const onStep = (): void => void steps++;
  await expect(trainer.fit(data, { ...plan, signal: abort.signal, onStep })).rejects.toThrow("enough");
  expect(stepsBefore).toBeGreaterThan(0);
  expect([steps, trainer.stepCount]).toEqual([stepsBefore, stepsBefore]);
});

/**
 * Runs a program that can `train` on three threads and does `last`; returns how many threads came. It must end by
 * itself, soon.
 */
function runAlone(last: string, ...flags: readonly string[]): string {
  const program = `
    import { createTrainer } from "minibatch";
    import { nodeThreads } from "minibatch/node";
    let begun = 0;
    let clock = 0;
    const host = nodeThreads({ count: 3 });
    const start = async (order) => {
      const thread = await host.start(order);
      if (thread !== null) begun++;
      return thread;
    };
    const threads = { ...host, start, now: () => (clock += 60) };
    const values = Float32Array.from({ length: 2000 }, (_, i) => ((i * 37) % 11) / 11);
    const x = { kind: "dense", rows: 100, features: 20, scale: 1, values };
    const y = { kind: "values", columns: 3, values: Float32Array.from({ length: 300 }, (_, i) => i % 5) };
    const model = { inputs: 20, layers: [{ kind: "dense", units: 3 }], loss: "mean-squared-error" };
    const train = async (learningRate) => {
      const trainer = await createTrainer({ model, optimizer: { kind: "sgd", learningRate }, threads });
      await trainer.fit({ x, y }, { epochs: 20, batchSize: 20 });
      return trainer;
    };
    ${last}
    console.log(begun, Date.now());
  `;
  const call = ["--conditions=minibatch-source", ...flags, "--input-type=module", "--eval", program];
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, call, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 10_000,
  });
  const end = Date.now();
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
  const [said, at] = stdout.trim().split(/ (?=\d+$)/);
  expect(end - Number(at)).toBeLessThan(2000);
  return said;
}

describe("a process ends by itself", () => {
  test("after dispose", () => {
    expect(runAlone("(await train(0.1)).dispose();")).toBe("2");
  });

  test("without dispose", () => {
    expect(runAlone("await train(0.1);")).toBe("2");
  });

  test("when its training failed on all threads", () => {
    expect(runAlone("console.log(await train(3).catch(({ name, step }) => [name, step > 20]));")).toBe(
      "[ 'DivergedError', true ]\n2",
    );
  });

  test("when it may have no workers, after training on one thread", () => {
    expect(runAlone("await train(0.1);", "--permission", "--allow-fs-read=*")).toBe("0");
  });
});

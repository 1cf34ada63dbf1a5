import type { OwnResult, OwnTask } from "study";
import { describe, expect, test } from "vitest";
import type { TrainingInputs } from "../../modules/define-modules.ts";
import { NO_LIMITS, PausedError, type TaskContext, type TaskProgress } from "../task.ts";
import type { TrainingSets } from "../training-data.ts";
import { followTraining } from "./execute-own.ts";
import { decodeOwnCheckpoint } from "./own-checkpoint.ts";

const TASK: OwnTask = {
  kind: "own-training",
  id: "own/0",
  module: "./own.ts",
  options: {},
  epochs: 6,
  parameters: { rate: 0.25 },
  data: null,
  seed: 3,
  metric: "score",
};

interface Watched {
  readonly progress: TaskProgress[];
  readonly checkpoints: Uint8Array[];
}

const watch = (): Watched => ({ progress: [], checkpoints: [] });

function run(
  train: (inputs: TrainingInputs) => AsyncIterable<unknown> | Iterable<unknown>,
  change: Partial<TaskContext<TrainingSets>> = {},
  seen: Watched = watch(),
  task: Partial<OwnTask> = {},
): Promise<OwnResult> {
  const context: TaskContext<TrainingSets> = {
    data: {},
    numerics: "strict",
    resumeFrom: null,
    signal: new AbortController().signal,
    progress: (progress) => void seen.progress.push(progress),
    checkpoint: async (bytes) => void seen.checkpoints.push(bytes),
    forks: [],
    handOver() {},
    limits: { ...NO_LIMITS, checkpointEveryMs: 0 },
    handInWeights() {},
    ...change,
  };
  return followTraining(train as Parameters<typeof followTraining>[0], { ...TASK, ...task }, context);
}

/** x' = x (1 - 2 rate), from the seed: its state is x and the epoch. */
async function* descend({ parameters, seed, epochs, checkpoint, resumeFrom }: TrainingInputs) {
  let [x, epoch] = resumeFrom === null ? [seed, 0] : Array.from(new Float64Array(resumeFrom.slice().buffer));
  while (epoch! < epochs) {
    x = x! * (1 - 2 * (parameters.rate as number));
    epoch!++;
    yield { score: x * x, x };
    await checkpoint(new Uint8Array(Float64Array.of(x, epoch!).buffer));
  }
}

/** The same, without a checkpoint. */
async function* descendAtOnce({ parameters, seed, epochs }: TrainingInputs) {
  for (let [x, epoch] = [seed, 0]; epoch < epochs; epoch++) {
    x *= 1 - 2 * (parameters.rate as number);
    yield { score: x * x, x };
  }
}

const SCORES = [1, 2, 3, 4, 5, 6].map((epoch) => 9 * 0.25 ** epoch);
const scoresOf = ({ epochs }: OwnResult) => epochs.map(({ score }) => score);

describe("a training of one's own", () => {
  test("gives the figures of every epoch, by the store's names, and a checkpoint after each", async () => {
    const seen = watch();
    const result = await run(descend, {}, seen);
    expect(scoresOf(result)).toEqual(SCORES);
    expect(result).toMatchObject({ id: "own/0", seed: 3, diverged: null, pruned: null });
    expect(seen.checkpoints.map((bytes) => decodeOwnCheckpoint(bytes).behind)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seen.progress.flatMap(({ ended = [] }) => ended).map(({ score }) => score)).toEqual(SCORES);
  });

  test("goes on from any of its checkpoints to the same figures", async () => {
    const seen = watch();
    await run(descend, {}, seen);
    for (const resumeFrom of seen.checkpoints) expect(scoresOf(await run(descend, { resumeFrom }))).toEqual(SCORES);
  });

  test("names in both spellings are one figure; a generator need not be asynchronous", async () => {
    const result = await run(
      function* () {
        yield { score: 1, "validation-loss": 0.5, top_5: 2 };
      },
      {},
      watch(),
    );
    expect(result.epochs).toEqual([{ score: 1, validationLoss: 0.5, top_5: 2 }]);
  });

  test.each([
    ["with checkpoints", descend],
    ["without", descendAtOnce],
  ])("pauses at an epoch and goes on from there, %s", async (_, train) => {
    const seen = watch();
    const limits = { ...NO_LIMITS, untilEpoch: 2 };
    await expect(run(train, { limits }, seen)).rejects.toThrow(PausedError);
    const resumeFrom = seen.checkpoints.at(-1)!;
    expect(decodeOwnCheckpoint(resumeFrom).epochs.map(({ score }) => score)).toEqual(SCORES.slice(0, 2));
    expect(scoresOf(await run(train, { resumeFrom }))).toEqual(SCORES);
  });

  test("one that ends at the epoch of its limits is over, not paused", async () => {
    const result = await run(descend, { limits: { ...NO_LIMITS, untilEpoch: 6 } });
    expect(scoresOf(result)).toEqual(SCORES);
  });

  test("is ended by thresholds, for either goal", async () => {
    const thresholds = [null, null, 0.1, null, null, null];
    const pruning = { metric: "score", goal: "min", thresholds } as const;
    const pruned = await run(descend, { limits: { ...NO_LIMITS, pruning } });
    expect(pruned.epochs).toHaveLength(3);
    expect(pruned.pruned).toBe(
      "pruned after epoch 3: its best score so far is 0.140625, the median of earlier trials there 0.100000",
    );
    const max = await run(descend, { limits: { ...NO_LIMITS, pruning: { ...pruning, goal: "max" } } });
    expect(max).toMatchObject({ pruned: null });
  });

  test("stopped, it keeps a checkpoint after the epoch that it was in", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");
    const seen = watch();
    const progress = ({ epoch }: TaskProgress) => void (epoch === 3 && controller.abort(reason));
    const stopped = run(descend, { signal: controller.signal, progress }, seen);
    await expect(stopped).rejects.toBe(reason);
    const resumeFrom = seen.checkpoints.at(-1)!;
    expect(decodeOwnCheckpoint(resumeFrom)).toMatchObject({ behind: 3 });
    expect(scoresOf(await run(descend, { resumeFrom }))).toEqual(SCORES);
  });

  test("stopped, one without checkpoints ends at its next figures, and its clean-up runs", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");
    let isClean = false;
    const stopped = run(
      async function* () {
        try {
          for (;;) {
            yield { score: 1 };
            controller.abort(reason);
          }
        } finally {
          isClean = true;
        }
      },
      { signal: controller.signal },
    );
    await expect(stopped).rejects.toBe(reason);
    expect(isClean).toBe(true);
  });

  test("a figure that is not finite ends it as diverged, with the figures before", async () => {
    const result = await run(async function* () {
      yield { score: 1 };
      yield { score: Number.NaN };
    });
    expect(result).toMatchObject({ epochs: [{ score: 1 }], diverged: "score is NaN after epoch 2; it must be finite" });
  });

  test("its bytes are copied: it may write over them", async () => {
    const seen = watch();
    const buffer = new Uint8Array(1);
    const limits = { ...NO_LIMITS, untilEpoch: 2, checkpointEveryMs: 0 };
    const paused = run(
      async function* ({ checkpoint }) {
        for (let epoch = 1; ; epoch++) {
          yield { score: epoch };
          buffer[0] = epoch;
          const kept = checkpoint(buffer);
          buffer[0] = 99;
          await kept;
        }
      },
      { limits },
      seen,
    );
    await expect(paused).rejects.toThrow(PausedError);
    expect(seen.checkpoints.map((bytes) => decodeOwnCheckpoint(bytes).bytes![0])).toEqual([1, 2]);
  });
});

describe("is told what is wrong", () => {
  const cases: readonly [what: string, train: Parameters<typeof run>[0], message: string][] = [
    ["no generator", () => 3 as never, "its train gives number; it should be a generator"],
    [
      "none",
      async function* () {},
      "Cannot use ./own.ts: its train ended without giving figures; it should yield some, as { score: 0.3 }",
    ],
    [
      "a number",
      async function* () {
        yield 3;
      },
      "Cannot use what its training gave in epoch 1: it gave 3; it should give figures by name, as { score: 0.3 }",
    ],
    [
      "another figure",
      async function* () {
        yield { score: 1 };
        yield { loss: 3 };
      },
      "in epoch 2: it gave loss; it should give score, which is the objective",
    ],
    [
      "text",
      async function* () {
        yield { score: "1" };
      },
      "it gave score: string; it should give score as a number",
    ],
    [
      "a bad name",
      async function* () {
        yield { score: 1, "\u001b[31m": 1 };
      },
      'a figure called "\\u001b[31m"; it should give a name of letters, digits, - and _',
    ],
    [
      "too many",
      async function* () {
        for (;;) yield { score: 1 };
      },
      "its train gave figures 7 times, and training.epochs is 6",
    ],
    [
      "a checkpoint too early",
      async function* ({ checkpoint }) {
        await checkpoint(new Uint8Array(1));
        yield { score: 1 };
      },
      "call checkpoint after yield, not before",
    ],
    [
      "a checkpoint of text",
      async function* ({ checkpoint }) {
        yield { score: 1 };
        await checkpoint("x" as never);
      },
      "Cannot keep a checkpoint: it is string, should be a Uint8Array",
    ],
  ];
  test.each(cases)("%s", async (_, train, message) => {
    await expect(run(train)).rejects.toThrow(message);
  });
});

/**
 * What a sweep's display is told, moment by moment, of an invented course of events: its share, its counts, the time
 * left. It fails with every intended change too: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-progress.test.ts`
 * writes it as it is now; read the difference.
 */

import { defineExperiment, type ExperimentInput } from "study";
import { test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { smallExperiment } from "../../../study/test/small-experiment.ts";
import { optimizersExperiment } from "../../test/sample-experiments.ts";
import { createSweepProgress } from "./sweep-progress.ts";

const NO_FIGURE = { objective: null, objectiveEpoch: null, keptEpoch: null };

/**
 * Two workers; trials of 4 or 40 units in turn, the larger ones take twice as long; the third fails, the fifth is
 * paused, the rest end.
 */
function tell(change: Partial<ExperimentInput>): string[] {
  let nowMs = 1_000;
  const spec = defineExperiment({
    ...smallExperiment,
    training: { epochs: 10 },
    parameters: { units: { at: "model.layers[0].units", values: [4, 40] } },
    repeats: 6,
    ...change,
  });
  const none = { ready: 10, running: 0, paused: 0, finished: 2, failed: 0, pruned: 0, cancelled: 0 };
  const goal = change.objective === undefined ? "max" : "min";
  const objective = { ...optimizersExperiment.summary.objective, goal } as const;
  const summary = { ...optimizersExperiment.summary, objective, counts: none, best: null, expectedTrials: 12 };
  const progress = createSweepProgress({ summary, spec, workers: 2, now: () => nowMs });
  const lines: string[] = [];
  const say = (event: string): void => {
    const { share, finished, failed, total, secondsLeft, best } = progress.state();
    const left = secondsLeft === null ? "?" : secondsLeft.toPrecision(8);
    const of = `${finished}/${total}, ${failed} failed, ${left} s left${best === undefined ? "" : `, ${best}`}`;
    lines.push(`${(nowMs / 1000).toFixed(2)} ${event}: ${share.toFixed(6)}, ${of}`);
  };
  const trialOf = (number: number, epochs = 0) => ({
    number,
    parameters: { units: number % 2 === 0 ? 4 : 40 },
    seed: 1,
    epochs,
  });
  progress.plan([trialOf(2), trialOf(3, 4), trialOf(4)]);
  say("planned");
  for (let number = 2; number < 10; number++) {
    const thread = number % 2;
    progress.begin(trialOf(number, number === 3 ? 4 : 0), thread);
    say(`#${number} begins`);
    const last = number === 4 ? 3 : change.training === undefined ? 10 : 5 + (number % 4);
    for (let epoch = number === 3 ? 5 : 1; epoch <= last; epoch++) {
      nowMs += (number % 2 === 0 ? 100 : 230) + 10 * ((7 * epoch + number) % 5);
      progress.advance(number, epoch / 10);
      if (epoch % 3 === 0 || epoch === last) say(`#${number} after epoch ${epoch}`);
    }
    nowMs += 55;
    if (number === 6) progress.leave(number);
    else {
      const figure = number === 4 ? null : 0.5 + (number % 4) / 100;
      progress.end(
        number,
        figure === null ? NO_FIGURE : { objective: figure, objectiveEpoch: 3, keptEpoch: 3 },
        number === 4,
      );
    }
    say(`#${number} ${number === 6 ? "leaves" : "ends"}`);
  }
  progress.recount({ ...none, ready: 1, finished: 9, failed: 1, pruned: 1 });
  say("counted again");
  progress.recount({ ...none, ready: 0, finished: 11, failed: 1 });
  say("over");
  return lines;
}

test("a sweep moment by moment", () => {
  const stories = {
    "to the end": {},
    "least first": { objective: { metric: "validation-loss" } },
    "stopped early": {
      training: { epochs: 10, earlyStopping: { metric: "validation-loss", patience: 2 } },
    },
    halved: { pruning: { kind: "successive-halving", factor: 2 } },
  } satisfies Record<string, Partial<ExperimentInput>>;
  const lines = Object.entries(stories).flatMap(([name, change]) => [`# ${name}`, ...tell(change)]);
  expectFixture(lines, new URL("./fixtures/progress.txt", import.meta.url));
});

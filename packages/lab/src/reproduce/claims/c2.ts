/** C2: random initialization is needed. */

import type { Budget } from "../budget.ts";
import { readResult } from "../task-results.ts";
import type { UnitSpreadResult, UnitSpreadTask } from "../tasks/unit-spread.ts";
import type { Claim } from "./claim.ts";
import { percent } from "./format-evidence.ts";
import { compareShortFall, describeFall, figuresOfFall, judgeFall } from "./short-fall.ts";
import {
  describeShort,
  SHORT_RELU,
  type ShortVariant,
  shortSeeds,
  shortTask,
  shortTaskForTask,
} from "./short-training.ts";
import { joinVerdicts, MARGIN } from "./verdict.ts";

/** Units whose weights differ by less are copies of one another: far below any weight, above float32's rounding. */
const EQUAL_UNITS = 1e-4;

/** 0 stops ReLU outright; .01 lets every unit pass something on */
const CONSTANTS = [0, 0.01] as const;

const id = "C2";
const claim = "Random initialization is needed.";

export const c2: Claim = {
  id,
  claim,
  short: "Random initialization is needed",
  plan: (budget, seed) =>
    shortSeeds(budget, seed).flatMap((runSeed) => [
      shortTask(budget, SHORT_RELU, runSeed),
      ...CONSTANTS.map((constant) => constantTask(budget, constant, runSeed)),
    ]),
  judge(results, budget, seed) {
    const seeds = shortSeeds(budget, seed);
    const rows = CONSTANTS.map((constant) => {
      const runs = seeds.map((runSeed) =>
        readResult<UnitSpreadResult>(results, constantTask(budget, constant, runSeed).id),
      );
      const trainings = runs.map((run) => run.training);
      const fall = compareShortFall(results, budget, seed, trainings);
      const spread = Math.max(...runs.map((run) => run.spread));
      const verdict = joinVerdicts(spread <= EQUAL_UNITS ? "holds" : "fails", judgeFall(fall));
      return { constant, fall, spread, largestWeight: Math.max(...runs.map((run) => run.largestWeight)), verdict };
    });
    const summary = rows.map(
      ({ constant, fall, spread }) =>
        `With every weight ${constant}, hidden units end ` +
        `${spread === 0 ? "exactly equal" : `equal within ${spread.toExponential(1)}`} ` +
        `and accuracy is ${describeFall(fall, "random", "constant")}.`,
    );
    return {
      id,
      claim,
      verdict: joinVerdicts(...rows.map((row) => row.verdict)),
      evidence: {
        summary: summary.join(" "),
        test:
          `ReLU, ${describeShort(budget)}, with random (Glorot) and with constant weights. It holds when, for ` +
          "each constant, the incoming weights of a layer's " +
          `units differ by at most ${EQUAL_UNITS.toExponential(0)} and the 95% t-interval of the paired fall in ` +
          `accuracy lies above ${100 * MARGIN} points. ` +
          "It fails when, for one constant, units differ by more or that interval lies at or below this margin.",
        earlier: null,
        seeds,
        figures: Object.fromEntries(
          rows.flatMap(({ constant, fall, spread, largestWeight }) => [
            [`constant${constant}.spread`, spread],
            [`constant${constant}.largestWeight`, largestWeight],
            ...Object.entries(figuresOfFall(fall, `constant${constant}.`)),
          ]),
        ),
        tables: [
          {
            title: "Validation accuracy and spread of the units' weights",
            columns: ["initial weights", "accuracy (mean)", "largest spread between units", "largest weight"],
            rows: [
              ["random", percent(rows[0]!.fall.firstMean), null, null],
              ...rows.map((row) => [
                `all ${row.constant}`,
                percent(row.fall.secondMean),
                row.spread,
                row.largestWeight,
              ]),
            ],
          },
        ],
        charts: [],
      },
    };
  },
};

function constantTask(budget: Budget, value: number, seed: number): UnitSpreadTask {
  const variant: ShortVariant = { name: String(value), activation: "relu", weights: { kind: "constant", value } };
  const training = shortTaskForTask(budget, variant, "constant", seed);
  return { kind: "unit-spread", id: training.id, training };
}

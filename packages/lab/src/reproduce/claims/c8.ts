/** C8: the report's test figures. */
import { summarize } from "study/statistics";
import { seedsFrom } from "../budget.ts";
import { BEST_RATE, bestTask } from "../problems/problem-2.ts";
import type { EarlierRule, Interval, Verdict } from "../results.ts";
import { readFinished, splitOf } from "../task-results.ts";
import type { Claim } from "./claim.ts";
import { interval, percent, percentInterval } from "./format-evidence.ts";
import { joinVerdicts } from "./verdict.ts";

/** the report's own figures, of one run */
const REPORT_ACCURACY = 0.9788;
const REPORT_LOSS = 0.08092;

const id = "C8";
const claim = "Trained on all 60,000, the best configuration reaches test loss 0.08092 and test accuracy 97.88%.";

const EARLIER: EarlierRule = {
  rule:
    "It held when both means reached or bettered the report's figures, and failed when a mean missed and its " +
    "interval left the figure out.",
  why:
    "A mean just beyond the figure said holds even where its interval crossed the figure. The seeds are the same " +
    "ones.",
};

export const c8: Claim = {
  id,
  claim,
  short: "Test loss 0.08092, accuracy 0.9788",
  plan: (budget, seed) => seedsFrom(seed, budget.best.seeds).map((runSeed) => bestTask(budget, runSeed)),
  judge(results, budget, seed) {
    const seeds = seedsFrom(seed, budget.best.seeds);
    const runs = seeds.map((runSeed) => {
      const training = readFinished(results, bestTask(budget, runSeed).id);
      return splitOf(training, training.test);
    });
    const accuracy = summarize(runs.map((run) => run.accuracy));
    const loss = summarize(runs.map((run) => run.loss));
    return {
      id,
      claim,
      verdict: joinVerdicts(
        judgeReached(accuracy.interval, REPORT_ACCURACY),
        judgeReached([-loss.interval[1], -loss.interval[0]], -REPORT_LOSS),
      ),
      evidence: {
        summary:
          `The mean of ${runs.length} runs is test accuracy ${percent(accuracy.mean)} ` +
          `${percentInterval(accuracy.interval)} (sd ${percent(accuracy.sd)}) and test loss ` +
          `${loss.mean.toFixed(5)} ${interval(loss.interval, 5)} (sd ${loss.sd.toFixed(5)}); ` +
          `the report has ${percent(REPORT_ACCURACY)} and ${REPORT_LOSS}.`,
        test:
          `ReLU, rate ${BEST_RATE} with the halvings, trained on ${budget.best.trainRows ?? "all 60,000"} rows ` +
          `for ${budget.sweep.epochs} epochs and tested once per seed. It holds when the 95% t-intervals of ` +
          `both means lie at or beyond the report's figures; it fails when one lies wholly short of its figure.`,
        earlier: EARLIER,
        seeds,
        figures: {
          accuracies: runs.map((run) => run.accuracy),
          losses: runs.map((run) => run.loss),
          meanAccuracy: accuracy.mean,
          meanLoss: loss.mean,
          accuracyInterval: interval(accuracy.interval, 5),
          lossInterval: interval(loss.interval, 5),
          reportAccuracy: REPORT_ACCURACY,
          reportLoss: REPORT_LOSS,
        },
        tables: [
          {
            title: "Test figures",
            columns: ["seed", "test accuracy", "test loss"],
            rows: seeds.map((runSeed, i) => [runSeed, percent(runs[i]!.accuracy), runs[i]!.loss]),
          },
        ],
        charts: [],
      },
    };
  },
};

/** Is the whole interval at or beyond the figure, or wholly short of it? */
function judgeReached([low, high]: Interval, figure: number): Verdict {
  if (low >= figure) return "holds";
  return high < figure ? "fails" : "inconclusive";
}

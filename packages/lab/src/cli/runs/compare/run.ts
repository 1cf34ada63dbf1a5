/** Runs `minibatch runs compare`: the configurations of an experiment, ranked, with a verdict on the pairs. */

import { rankConfigurations } from "study/statistics";
import { InputError, UsageError } from "../../../errors.ts";
import { MOST_FOR_ALL_PAIRS } from "../../../experiment-page/describe-experiment.ts";
import { describeNetwork } from "../../../objective/objective-network.ts";
import type { ExperimentRecord, TrialRecord } from "../../../store/store.ts";
import { nextCommand } from "../../caller/command-to-go-on.ts";
import { findExperiment } from "../../opening/find-experiment.ts";
import { withStore } from "../../opening/with-store.ts";
import type { StoreFlags } from "../../options/store-option.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { parameterNames } from "../../trials/parameter-names.ts";
import type { Choice } from "../choice/choose-rows.ts";
import { chooseConfigurations, sortRanking } from "./choose-configurations.ts";
import { chooseFigure, describeFigure, type EpochChoice, isOfKept, readFigures } from "./compared-figure.ts";
import { comparisonDocument } from "./comparison-document.ts";
import { formatComparison } from "./format-comparison.ts";

export interface CompareFlags extends StoreFlags, Choice {
  readonly metric?: string;
  readonly epoch?: EpochChoice;
  readonly all?: true;
  readonly json?: true;
}

/** Throws UsageError for an experiment, a configuration or a metric that is not there. */
export async function run(name: string, wanted: readonly number[], flags: CompareFlags): Promise<void> {
  await withStore(flags, async (store) => {
    const experiment = await findExperiment(store, name);
    const all = await store.listTrials(experiment.id);
    if (all.length === 0 && (await store.listStatuses(experiment.id)).length > 0) {
      throw new InputError(
        `Cannot compare the configurations of ${name}: the rows of all its trials are damaged; take the store ` +
          `from a copy, or sweep it again after: ${nextCommand(["runs", "rm"], [name])}`,
      );
    }
    const groups = chooseConfigurations(chooseGroups(name, all, wanted), parameterNames(experiment, all), flags);
    const figure = chooseFigure(experiment.objective, flags);
    const trials = [...groups.values()].flat();
    const figures = await readFigures(store, trials, figure);
    const counted = trials.filter(({ id }) => figures.has(id));
    const network = describeNetwork(experiment.spec, counted);
    const repeats = trials.reduce((most, { repeat }) => Math.max(most, repeat + 1), 0);
    const configurations = [...groups.keys()];
    const parameters = parameterNames(experiment, trials);
    const samples = [...groups].map(([number, group]) => {
      const values = Array.from({ length: repeats }, (): number | null => null);
      for (const { id, repeat } of group) values[repeat] = figures.get(id) ?? null;
      return { name: String(number), values };
    });
    // as the report of the experiment compares
    const ranking = rankConfigurations(samples, figure.goal, {
      seed: seedOf(experiment.spec),
      mostForAllPairs: MOST_FOR_ALL_PAIRS,
    });
    const told = configurations.map((number) => ({ number, parameters: groups.get(number)![0]!.parameters }));
    const comparison = {
      experiment: name,
      synthetic: experiment.synthetic,
      metric: figure.metric,
      figure: describeFigure(figure, network),
      networkKept: isOfKept(figure, counted, network),
      notes: figure.at === "objective" ? network.notes : [],
      repeats,
      configurations: told,
      parameters,
      ranking,
      ranked: sortRanking(ranking, told, parameters, flags),
    };
    printResult(flags.json, { store: store.place, ...comparisonDocument(comparison, figure) }, () =>
      formatComparison(comparison, flags.all === true, terminalWidth(process.stdout)),
    );
  });
}

/** Draws the signs of tests with many repeats. */
function seedOf(spec: ExperimentRecord["spec"]): number {
  return "seed" in spec && typeof spec.seed === "number" ? spec.seed : 0;
}

/** The trials of each configuration, by its number. */
function chooseGroups(
  name: string,
  trials: readonly TrialRecord[],
  wanted: readonly number[],
): Map<number, TrialRecord[]> {
  const groups = Map.groupBy(trials, ({ configuration }) => configuration);
  if (groups.size === 0) {
    throw new UsageError(`Cannot compare the configurations of ${name}: it has no trials yet; run minibatch sweep`);
  }
  const missing = wanted.find((number) => !groups.has(number));
  if (missing !== undefined) {
    const numbers = [...groups.keys()].sort((a, b) => a - b);
    throw new UsageError(
      `Cannot compare configuration ${missing} of ${name}: there is none of that number, they are ${numbers[0]} ` +
        `to ${numbers.at(-1)}; see ${nextCommand(["runs", "list"], [name], ["--json"])}`,
    );
  }
  const chosen = wanted.length > 0 ? new Set(wanted) : new Set(groups.keys());
  return new Map([...groups].filter(([number]) => chosen.has(number)).sort(([a], [b]) => a - b));
}

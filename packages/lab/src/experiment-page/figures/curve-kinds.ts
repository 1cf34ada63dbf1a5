/** Which figures of an experiment are drawn as curves, and which of them beside each other. */
import { lossOf } from "study";
import { accuracyLabel, lossLabels, type MetricName, spellMetric } from "../../objective/metric-names.ts";
import type { DescribedExperiment } from "../describe-experiment.ts";

/** What shares an axis: a figure of the training split and the same of the validation split, or one alone. */
export interface CurveKind {
  /** ends the figure's name, `learning-curves-loss` */
  readonly name: string;
  readonly title: string;
  /** in a sentence: "accuracy" */
  readonly word: string;
  /** a panel each, training first */
  readonly metrics: readonly MetricName[];
  readonly yLabel: string;
  /** what is far above the best is cut off */
  readonly isLoss: boolean;
}

/** of those that a training of one's own gives */
const MOST_OWN = 12;

/** The objective's own first. */
export function curveKindsOf(source: DescribedExperiment): readonly CurveKind[] {
  const { spec } = source.input;
  if (spec.model === null) return ownKinds(source);
  const accuracy: CurveKind = {
    ...{ name: "accuracy", title: "Accuracy", word: "accuracy", isLoss: false },
    metrics: ["trainAccuracy", "validationAccuracy"],
    yLabel: accuracyLabel,
  };
  const loss: CurveKind = {
    ...{ name: "loss", title: "Loss", word: "loss", isLoss: true },
    metrics: ["trainLoss", "validationLoss"],
    yLabel: lossLabels[lossOf(spec)],
  };
  return source.objective.name.endsWith("Loss") ? [loss, accuracy] : [accuracy, loss];
}

const SPLIT = /^(?:train|validation)(?=[A-Z])/;

/** "training", "validation"; empty for a figure that is not of one of them. */
export function splitOf(metric: MetricName): "training" | "validation" | "" {
  const split = SPLIT.exec(metric)?.[0];
  return split === "train" ? "training" : split === "validation" ? split : "";
}

function ownKinds({ configurations, objective }: DescribedExperiment): readonly CurveKind[] {
  const names = new Set(
    configurations.flatMap(({ curves }) => Object.keys(curves).filter((name) => (curves[name] ?? null) !== null)),
  );
  const groups = Map.groupBy([...names].sort(), (name) => withoutSplit(name));
  const first = withoutSplit(objective.name);
  const order = [...groups.keys()].sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1));
  return order.slice(0, MOST_OWN).map((name): CurveKind => {
    const word = spellMetric(name);
    return {
      ...{ name, word, yLabel: word },
      title: word.replace(/^./, (letter) => letter.toUpperCase()),
      metrics: groups.get(name) ?? [],
      isLoss: name === first ? objective.goal === "min" : /loss$/i.test(name),
    };
  });
}

/** `validationLoss` -> `loss` */
function withoutSplit(name: MetricName): string {
  const rest = name.replace(SPLIT, "");
  return rest === name ? name : rest.replace(/^./, (letter) => letter.toLowerCase());
}

/** From what was measured of a training to what is wrong with it. Pure. */
import type { Evidence } from "./evidence.ts";
import { FINDING_KINDS, type Finding, type FindingKind } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { splitsDiffer, unscaledInputs, unscaledTargets, unshuffledRows } from "./rules/data-rules.ts";
import { deadUnits } from "./rules/dead-units.ts";
import { laggingStatistics, vanishingVariance } from "./rules/norm-rules.ts";
import { classImbalance, labelsWithoutInformation, overfitting } from "./rules/outcome-rules.ts";
import { rateTooHigh, rateTooLow, tooFewEpochs } from "./rules/rate-rules.ts";
import { tooFewUnits, tooMuchDecay, tooMuchDropout } from "./rules/restraint-rules.ts";
import { explodingGradients, saturatedUnits, vanishingGradients } from "./rules/start-rules.ts";
import { clippedOutput, equalUnits, missingActivation } from "./rules/structure-rules.ts";
import { Symptoms } from "./symptoms.ts";

const rules: readonly Rule[] = [
  unscaledInputs,
  unscaledTargets,
  splitsDiffer,
  unshuffledRows,
  equalUnits,
  missingActivation,
  clippedOutput,
  vanishingVariance,
  laggingStatistics,
  saturatedUnits,
  explodingGradients,
  vanishingGradients,
  deadUnits,
  rateTooHigh,
  tooMuchDecay,
  tooMuchDropout,
  rateTooLow,
  tooFewEpochs,
  tooFewUnits,
  labelsWithoutInformation,
  classImbalance,
  overfitting,
];

/** What has to be mended first: with it nothing that is measured of the training can be judged. */
const CAUSES: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "unscaled-inputs",
  "unscaled-targets",
  "splits-differ",
  "unshuffled-rows",
  "equal-units",
  "missing-activation",
  "clipped-output",
]);

const BORN: ReadonlySet<FindingKind> = new Set<FindingKind>(["saturated-units", "dead-units"]);

/** What comes of a finding: told alone, it would be mended in the wrong place. Units may be dead before any step. */
const EXPLAINS: Readonly<Partial<Record<FindingKind, readonly FindingKind[]>>> = {
  "saturated-units": [
    "labels-without-information",
    "exploding-gradients",
    "vanishing-gradients",
    "rate-too-high",
    "rate-too-low",
    "too-few-epochs",
  ],
  "exploding-gradients": [
    "labels-without-information",
    "vanishing-gradients",
    "dead-units",
    "rate-too-high",
    "overfitting",
  ],
  "vanishing-gradients": [
    "labels-without-information",
    "dead-units",
    "rate-too-low",
    "too-few-epochs",
    "too-few-units",
  ],
  "vanishing-variance": [
    "labels-without-information",
    "vanishing-gradients",
    "rate-too-high",
    "dead-units",
    "rate-too-low",
    "too-few-epochs",
    "too-few-units",
  ],
  "dead-units": ["vanishing-variance", "rate-too-low", "too-few-epochs"],
  "rate-too-high": [
    "labels-without-information",
    "saturated-units",
    "dead-units",
    "too-few-units",
    "overfitting",
    "class-imbalance",
  ],
  "too-much-decay": [
    "labels-without-information",
    "dead-units",
    "rate-too-high",
    "rate-too-low",
    "too-few-units",
    "class-imbalance",
  ],
  "too-much-dropout": ["dead-units", "rate-too-low", "too-few-epochs", "too-few-units"],
  "rate-too-low": ["labels-without-information", "too-few-epochs", "too-few-units", "class-imbalance"],
  "too-few-epochs": ["too-few-units", "class-imbalance"],
  "lagging-statistics": ["overfitting", "too-few-epochs", "labels-without-information"],
  "labels-without-information": ["dead-units", "overfitting", "too-few-epochs"],
};

/** What is wrong, causes first. Where a cause is found, what may come of it is not told. */
export function diagnose(evidence: Evidence): readonly Finding[] {
  const symptoms = new Symptoms(evidence);
  const found = rules.flatMap((rule) => rule(symptoms) ?? []);
  found.sort((a, b) => FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind));
  const causes = found.filter(({ kind }) => CAUSES.has(kind));
  if (causes.length > 0) return causes;
  // what units are before the first step comes of no step
  const isBorn = ({ kind, epoch }: Finding): boolean => epoch === 0 && BORN.has(kind);
  const explaining = found.filter((finding) => finding.kind !== "saturated-units" || isBorn(finding));
  const explained = new Set(explaining.flatMap(({ kind }) => EXPLAINS[kind] ?? []));
  return found.filter((finding) => !explained.has(finding.kind) || isBorn(finding));
}

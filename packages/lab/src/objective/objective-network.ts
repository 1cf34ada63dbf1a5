/** Says in words whether an experiment's objective is a figure of the networks that its trials keep, or of others. */
import type { ExperimentSpec, NetworkExperimentSpec } from "study";
import type { TrialRecord } from "../store/store.ts";

type Judged = Pick<TrialRecord, "objective" | "objectiveEpoch" | "keptEpoch">;

export interface ObjectiveNetwork {
  /** false if any trial's objective is, or may be, of a network that is not kept */
  readonly networkKept: boolean;
  /** only the last epoch can be meant */
  readonly isPlain: boolean;
  /** a trial may keep the network of an epoch before its last */
  readonly putsBack: boolean;
  /** "of the network that is kept" */
  readonly when: string;
  /** sentences for a reader who could take the figures for those of the kept networks; empty if they are */
  readonly notes: readonly string[];
}

const PLAIN: ObjectiveNetwork = {
  ...{ networkKept: true, isPlain: true, putsBack: false },
  ...{ when: "after the last epoch", notes: [] },
};

/** Of trainings of one's own, whose networks, if they have some, are their own business. */
const OWN_BEST: ObjectiveNetwork = { ...PLAIN, isPlain: false, when: "at each trial's best epoch" };

const NOT_KEPT = "(no such network is kept)";

/** `spec`: an ExperimentSpec, or a spec without early stopping. `trials`: those whose objectives are shown. */
export function describeNetwork(spec: { readonly kind: string }, trials: readonly Judged[]): ObjectiveNetwork {
  if (spec.kind !== "sweep") return PLAIN;
  const sweep = spec as ExperimentSpec;
  if (sweep.model === null) return sweep.objective.at === "last" ? PLAIN : OWN_BEST;
  const { at, putsBack } = readSpec(sweep);
  if (at === "last" && !putsBack) return PLAIN;
  const told = trials.filter(({ objective }) => objective !== null);
  const others = told.filter(isOfAnother).length;
  const isBest = at === "best" && !putsBack;
  const silent = told.filter(({ keptEpoch }) => keptEpoch === null).length;
  return {
    networkKept: !isBest && others + silent === 0,
    isPlain: false,
    putsBack,
    when: describeWhen(isBest || (others > 0 && others === told.length), others),
    notes: [
      ...(isBest || others > 0
        ? [
            "The objective is the best over a trial's epochs: no such network is kept, the last epoch's is. " +
              `${howToKeep(sweep)}`,
          ]
        : []),
      ...(silent > 0
        ? [
            `${silent} ${silent === 1 ? "trial was" : "trials were"} trained by an earlier version, which did ` +
              `not tell whose network is kept: ${silent === 1 ? "its" : "their"} objective may be another's; to be ` +
              "sure remove the experiment (minibatch runs rm) and sweep it again.",
          ]
        : []),
    ],
  };
}

/** Whether a trial's objective is known to be of a network other than the one it keeps; it may keep none. */
export function isOfAnother({ objectiveEpoch, keptEpoch }: Omit<Judged, "objective">): boolean {
  return objectiveEpoch !== null && keptEpoch !== null && objectiveEpoch !== keptEpoch;
}

function describeWhen(isBest: boolean, others: number): string {
  if (isBest) return `at each trial's best epoch ${NOT_KEPT}`;
  const but =
    others === 0
      ? ""
      : `, but of ${others} ${others === 1 ? "trial at its" : "trials at their"} best epoch ${NOT_KEPT}`;
  return `of the network that is kept${but}`;
}

/** Leaves out what is set already. */
function howToKeep({ training: { earlyStopping }, objective: { metric }, parameters }: NetworkExperimentSpec): string {
  const watched = earlyStopping?.metric ?? "validation-loss";
  const also = watched === metric ? "" : ` and training.earlyStopping.metric: ${metric}`;
  if (variesStopping(parameters))
    return `To keep it, set training.earlyStopping.restoreBest: true${also} in all trials.`;
  if (earlyStopping !== null) return `To keep it, set training.earlyStopping.restoreBest: true${also}.`;
  return `To keep it, set training.earlyStopping${also}: its restoreBest puts the best epoch's weights back.`;
}

function readSpec({ objective, training, parameters }: NetworkExperimentSpec) {
  return {
    at: objective.at,
    putsBack: variesStopping(parameters) || training.earlyStopping?.restoreBest === true,
  };
}

function variesStopping(parameters: ExperimentSpec["parameters"]): boolean {
  return Object.values(parameters).some(({ at }) => at.some(isOfStopping));
}

function isOfStopping(path: string): boolean {
  return path === "training" || path.startsWith("training.earlyStopping");
}

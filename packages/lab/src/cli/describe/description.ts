/** What `minibatch describe` tells: the shape of its document, and what its text is made of. */
import type { ExperimentSpec, NetworkExperimentSpec, OwnTrainingSpec } from "study";
import type { DescribedNetwork } from "../../network/describe-network.ts";
import type { DescribedData } from "./describe-data.ts";

export interface Description {
  readonly name: string;
  readonly description: string;
  /** before parameters change it; null where a module of its author's trains */
  readonly network: DescribedNetwork | null;
  /** as the first seed draws it; null where a module brings its own */
  readonly data: DescribedData | null;
  /** null where a module trains */
  readonly optimizer: object | null;
  readonly training: DescribedTraining | null;
  /** the module that trains; null where the library does */
  readonly module: OwnTrainingSpec | null;
  readonly objective: ExperimentSpec["objective"];
  readonly parameters: ExperimentSpec["parameters"];
  readonly search: ExperimentSpec["search"];
  readonly repeats: number;
  readonly configurations: number;
  readonly trials: number;
  readonly seed: number;
}

export type DescribedTraining = NetworkExperimentSpec["training"] & {
  readonly stepsPerEpoch: number;
  /** at most, for early stopping may end it before */
  readonly steps: number;
};

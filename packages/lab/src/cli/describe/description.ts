/** What `minibatch describe` tells: the shape of its document, and what its text is made of. */
import type { ExperimentSpec } from "study";
import type { DescribedData } from "./describe-data.ts";
import type { DescribedNetwork } from "./describe-network.ts";

export interface Description {
  readonly name: string;
  readonly description: string;
  /** before parameters change it */
  readonly network: DescribedNetwork;
  /** as the first seed draws it */
  readonly data: DescribedData;
  readonly optimizer: object;
  readonly training: ExperimentSpec["training"] & {
    readonly stepsPerEpoch: number;
    /** at most, for early stopping may end it before */
    readonly steps: number;
  };
  readonly objective: ExperimentSpec["objective"];
  readonly parameters: ExperimentSpec["parameters"];
  readonly search: ExperimentSpec["search"];
  readonly repeats: number;
  readonly configurations: number;
  readonly trials: number;
  readonly seed: number;
}

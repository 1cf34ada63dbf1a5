import type { Dataset } from "../data/dataset.ts";
import type { Source } from "./network.ts";

/** A data set, and the source by which it is evaluated. */
export interface Split {
  readonly data: Dataset;
  readonly source: Source;
}

/** What a fit measures after an epoch. */
export interface Splits {
  readonly train: Split;
  readonly validation: Split | undefined;
}

import type { DataFlags } from "../options/data-option.ts";
import type { ExperimentsFlags } from "../options/experiments-option.ts";
import type { StoreFlags } from "../options/store-option.ts";

/** What `minibatch train` may be told. */
export interface TrainFlags extends StoreFlags, DataFlags, ExperimentsFlags {
  readonly out?: string;
  readonly json?: true;
}

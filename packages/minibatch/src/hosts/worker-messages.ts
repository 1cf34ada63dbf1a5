/** What page and worker tell each other in a training; all of it structured-cloneable. */

import type { Dataset } from "../data/dataset.ts";
import { DataError, FormatError, SpecError } from "../errors.ts";
import type { RestoreOptions, TrainerOptions } from "../train/create-trainer.ts";
import { DivergedError } from "../train/diverged-error.ts";
import type { EpochReport, FitOptions } from "../train/fit-options.ts";
import type { NamedTensor } from "../train/weights.ts";

/** Page to worker: one training. */
export interface WorkerOrder {
  /** what `createTrainer` takes, or `restoreTrainer` with the bytes of a checkpoint */
  readonly trainer: Omit<TrainerOptions, "threads"> | Omit<RestoreOptions, "threads">;
  readonly checkpoint: Uint8Array | null;
  readonly data: Dataset;
  readonly fit: FitOptions;
  /** how many threads may work on it; null: all cores */
  readonly threads: number | null;
}

/** Worker to page: a report after each epoch, then an end. */
export type WorkerAnswer =
  | { readonly kind: "epoch"; readonly report: EpochReport }
  | { readonly kind: "done"; readonly weights: readonly NamedTensor[]; readonly checkpoint: Uint8Array<ArrayBuffer> }
  | { readonly kind: "error"; readonly error: PackedError };

/** An error of the library by its class's name: a structured clone would lose the class. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

const classes: Readonly<Record<string, new (...parts: never) => Error>> = {
  SpecError,
  DataError,
  FormatError,
  DivergedError,
  TypeError,
  RangeError,
};

export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: undefined, fields: {} };
  return { name: error.name, message: error.message, stack: error.stack, fields: { ...error } };
}

/** The error again, of the class of that name here. */
export function unpackError({ name, message, stack, fields }: PackedError): Error {
  const error = Object.setPrototypeOf(new Error(message), (classes[name] ?? Error).prototype) as Error;
  return Object.assign(error, fields, { stack });
}

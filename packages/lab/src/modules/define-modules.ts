/** What modules of one's own are: a training, and data. For the types; a module may also export the functions alone. */
import type { Dataset } from "minibatch";
import type { ColumnInput } from "minibatch-data";
import type { Splits } from "minibatch-data/sets";
import type { Json } from "study";

/** An AbortSignal, where the project's types have one. */
type StopSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : { readonly aborted: boolean; readonly reason: unknown; throwIfAborted(): void };

type Fields = Readonly<Record<string, Json>>;

/** What a training is given. */
export interface TrainingInputs<Parameters = Fields, Options = Fields> {
  /** the trial's point: every parameter of the experiment that applies, by name */
  readonly parameters: Parameters;
  /** `training.options` of the experiment */
  readonly options: Options;
  /** the trial's; the same for repeat r of every configuration */
  readonly seed: number;
  /** `training.epochs`: it may give figures so many times */
  readonly epochs: number;
  readonly numerics: "fast" | "strict";
  /** the rows of `data:`; null without */
  readonly data: Splits | null;
  /** aborted when it shall end: `signal.throwIfAborted()`, where an epoch is long */
  readonly signal: StopSignal;
  /**
   * Keeps the state after the epochs whose figures were given so far: call it after a `yield`, and await it. A training
   * that is stopped, killed or paused begins again with the last one in `resumeFrom`. Rejects where it shall end: let
   * that through.
   */
  checkpoint(bytes: Uint8Array): Promise<void>;
  /** what `checkpoint` was given last, for it to go on after that epoch; null: from the beginning */
  readonly resumeFrom: Uint8Array | null;
}

/** Names and finite numbers, the objective among them: `{ score: 0.3 }`. */
export type TrainingFigures = Readonly<Record<string, number>>;

export interface OwnTraining<Parameters = Fields, Options = Fields> {
  /** Gives figures after each epoch, and ends when it is over. Equal inputs should give equal figures. */
  train(inputs: TrainingInputs<Parameters, Options>): AsyncIterable<TrainingFigures> | Iterable<TrainingFigures>;
}

/** The default export of a module that `training: { module }` names. */
export function defineTraining<Parameters = Fields, Options = Fields>(
  training: OwnTraining<Parameters, Options>,
): OwnTraining<Parameters, Options> {
  return training;
}

/** Rows of a split: columns by name, a list of rows, or the library's own `{ x, y }`. */
export type DataRows = Readonly<Record<string, ColumnInput>> | readonly Readonly<Record<string, unknown>>[] | Dataset;

/** What `load` gives; with `train` alone the experiment's `split` deals the rows out. */
export interface DataSplits {
  readonly train: DataRows;
  readonly validation?: DataRows | null;
  readonly test?: DataRows | null;
}

export interface OwnData<Options = Fields> {
  /** Equal options must give equal rows: what is trained on is known by its content. */
  load(options: Options): DataSplits | Promise<DataSplits>;
}

/** The default export of a module that `data: { module }` names. */
export function defineData<Options = Fields>(data: OwnData<Options>): OwnData<Options> {
  return data;
}

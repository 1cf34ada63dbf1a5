/**
 * What the page and its worker say to each other. The page sends *requests*, each with a number, and gets one answer
 * to each; the worker sends *frames* by itself while it trains. A frame is whole: whoever misses some has lost nothing,
 * and the next is sent only when the page has drawn the one before. Only types and the version are here: the page
 * loads neither the library nor its data.
 *
 * A new request is a row of `Requests` here and of the table in `session/requests`.
 */
import type { Finding, LayerHealth } from "minibatch";
import type { Descriptions } from "minibatch/describe";
import type { DataField, SetName } from "minibatch-data/sets";
import type { SessionFields, SessionSize, SessionSpec } from "study/session";
import type { ViewData, ViewName, Watched } from "./view-data.ts";

/** Both sides are of one build; a worker from a cache is told by its number. */
export const PROTOCOL = 1;

/** What is written in the forms: a spec, or one that is not finished or wrong. */
export type Draft = unknown;

/** Something that cannot be used, in the library's words; `path` names the field, "" the whole. */
export interface Refusal {
  readonly path: string;
  readonly says: string;
}

/** What a set is, for the forms. */
export interface SetShown {
  readonly name: SetName;
  readonly title: string;
  readonly fields: Readonly<Record<string, DataField>>;
}

/** All that forms are made of, from the library's own tables. */
export interface Kinds {
  readonly library: Descriptions;
  readonly session: SessionFields;
  readonly sets: readonly SetShown[];
}

/** Points of the plane, for sets of two inputs. */
export interface Points {
  /** [rows, 2] */
  readonly values: Float32Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
  /** how many of them train; the others validate */
  readonly trainRows: number;
  /** [least x, least y, largest x, largest y] of the plane that is shown */
  readonly extent: readonly [number, number, number, number];
}

/** What was opened, and will not change until something else is. */
export interface Opened {
  readonly spec: SessionSpec;
  readonly size: SessionSize;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** the set's names of classes; empty where targets are numbers */
  readonly classes: readonly string[];
  /** sizes of a picture, where a row is one */
  readonly picture: readonly [height: number, width: number] | null;
  readonly points: Points | null;
  /** the data in words */
  readonly says: string;
  /** where rows stand in for others, so that it is said: "SYNTHETIC digits stand in for MNIST" */
  readonly notice: string | null;
  readonly layers: readonly LayerShown[];
  /** how many threads may work on it */
  readonly threads: number;
  readonly backend: string;
  /** views that apply to it */
  readonly views: readonly ViewName[];
}

export interface LayerShown {
  readonly name: string;
  readonly kind: string;
  readonly output: readonly number[];
  readonly parameters: number;
}

/** What the doctor found, with each advice as the spec that has followed it. */
export interface FindingShown {
  readonly kind: Finding["kind"];
  readonly layer: string | null;
  readonly says: string;
  readonly advices: readonly {
    readonly says: string;
    /** null where a session has no field for it */
    readonly spec: SessionSpec | null;
  }[];
}

/** What the session does. `paused`: between two steps; `ended`: its epochs are done; `diverged`: it cannot go on. */
export type State = "paused" | "training" | "ended" | "diverged";

/** A curve's points, thinned to what a screen shows; NaN where there is no figure. */
export interface Curves {
  /** epochs done when each was measured, fractions among them */
  readonly epochs: Float32Array<ArrayBuffer>;
  readonly columns: Readonly<Record<CurveName, Float32Array<ArrayBuffer>>>;
}

export type CurveName = "trainLoss" | "validationLoss" | "trainAccuracy" | "validationAccuracy" | "batchLoss" | "rate";

export interface Frame {
  readonly number: number;
  readonly state: State;
  readonly step: number;
  /** epochs done */
  readonly epoch: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly batchLoss: number | null;
  /** training rows a second, of the last while; 0 when paused */
  readonly rowsPerSecond: number;
  /** after each epoch */
  readonly curves: Curves;
  /** since the step curve's begin: losses of single steps */
  readonly steps: { readonly steps: Float32Array<ArrayBuffer>; readonly losses: Float32Array<ArrayBuffer> };
  readonly health: readonly LayerHealth[];
  readonly findings: readonly FindingShown[];
  /** why it cannot go on, in the library's words; null while it can */
  readonly diverged: string | null;
  /** those that were watched and are new */
  readonly views: { readonly [Name in ViewName]?: ViewData[Name] };
}

/** What a network says of one row, and what each layer said on the way. */
export interface Answered {
  /** probabilities, or the outputs themselves where they are none */
  readonly outputs: readonly number[];
  readonly layers: readonly { readonly layer: string; readonly values: readonly number[] }[];
}

interface Exchange<Given, Answer> {
  readonly given: Given;
  readonly answer: Answer;
}

export interface Requests {
  /** what forms are made of */
  readonly describe: Exchange<null, Kinds>;
  /** what is wrong with a draft; the complete spec where nothing is */
  readonly check: Exchange<Draft, { readonly spec: SessionSpec; readonly size: SessionSize }>;
  /** a draft for other data: its hidden layers, with inputs and outputs as these data ask for */
  readonly adapt: Exchange<Draft, Draft>;
  /** ends what was trained, and makes a session of the draft ready, at step 0 */
  readonly open: Exchange<Draft, Opened>;
  /** trains until told otherwise or the epochs are done */
  readonly train: Exchange<null, null>;
  readonly pause: Exchange<null, null>;
  /** so many steps, then pauses */
  readonly step: Exchange<number, null>;
  /** which views are looked at, and how */
  readonly watch: Exchange<Watched, null>;
  /** the frame of that number has been drawn */
  readonly seen: Exchange<number, null>;
  /** what the network says of a row of so many numbers as it has inputs */
  readonly answer: Exchange<Float32Array<ArrayBuffer>, Answered>;
  /** SHA-256 of the weights as they are */
  readonly hash: Exchange<null, { readonly step: number; readonly sha256: string }>;
}

export type RequestName = keyof Requests;

export interface RequestMessage {
  readonly kind: "request";
  readonly id: number;
  readonly name: RequestName;
  readonly given: unknown;
}

export type WorkerMessage =
  | { readonly kind: "ready"; readonly protocol: number }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  /** what was given cannot be used */
  | { readonly kind: "refusal"; readonly id: number; readonly refusal: Refusal }
  /** a bug of ours, or memory that ran out */
  | { readonly kind: "failure"; readonly id: number | null; readonly says: string }
  | { readonly kind: "frame"; readonly frame: Frame };

/** What a model's file says of where its network is from, checked as it enters: a file may come from anywhere. */

import type { TrainData } from "study";
import { InputError } from "../errors.ts";

export interface ModelOrigin {
  /** `optimizers/3`, or the file's name where it does not say */
  readonly name: string;
  /** null where the file does not say */
  readonly data: TrainData | null;
  /** trained on data that were drawn by a procedure; null where the file does not say */
  readonly synthetic: boolean | null;
  /** the epoch whose weights these are; null where the file does not say */
  readonly keptEpoch: number | null;
}

type Check = (value: unknown) => boolean;

const oneOf =
  (...known: readonly string[]): Check =>
  (value) =>
    known.some((name) => name === value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isCountOrNone: Check = (value) => value === null || isCount(value);

const DATA: Readonly<Record<TrainData["set"], Readonly<Record<string, Check>>>> = {
  mnist: {
    split: oneOf("sweep", "full"),
    trainRows: isCountOrNone,
    validationRows: isCountOrNone,
    testRows: isCountOrNone,
  },
  sequences: { split: oneOf("random", "grouped"), splitSeed: isCount, rows: isCountOrNone },
};

/** `meta`: of the checkpoint. Throws InputError for an origin that no version has written. */
export function readOrigin(meta: unknown, file: string): ModelOrigin {
  const { origin } = meta as { readonly origin?: unknown };
  if (origin === undefined) return { name: file, data: null, synthetic: null, keptEpoch: null };
  if (!isObject(origin)) throw refuse(file, "origin");
  const { name = file, data = null, synthetic = null, keptEpoch = null } = origin;
  if (typeof name !== "string") throw refuse(file, "origin.name");
  if (data !== null && !isData(data)) throw refuse(file, "origin.data");
  if (synthetic !== null && typeof synthetic !== "boolean") throw refuse(file, "origin.synthetic");
  if (!isCountOrNone(keptEpoch)) throw refuse(file, "origin.keptEpoch");
  return { name, data, synthetic, keptEpoch: keptEpoch as number | null };
}

function refuse(file: string, field: string): InputError {
  return new InputError(
    `Cannot open the model ${file}: its ${field} is not what minibatch writes there; use another copy, or the minibatch that wrote it`,
  );
}

function isData(data: unknown): data is TrainData {
  if (!isObject(data) || typeof data.set !== "string" || !Object.hasOwn(DATA, data.set)) return false;
  const fields = Object.entries(DATA[data.set as TrainData["set"]]);
  return fields.every(([field, check]) => check(data[field])) && Object.keys(data).length === fields.length + 1;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a model's file says of the origin of its network; checked, for a file may come from anywhere. */

import { dataSets, isFileData, setNames, takesValue } from "minibatch-data/sets";
import { isDrawnFileData, type TrainData } from "study";
import { InputError } from "../errors.ts";

export interface ModelOrigin {
  /** `optimizers/3`, or the file's name if it does not say */
  readonly name: string;
  /** null if the file does not say */
  readonly data: TrainData | null;
  /** trained on synthetic data; null if the file does not say */
  readonly synthetic: boolean | null;
  /** the epoch whose weights these are; null if the file does not say */
  readonly keptEpoch: number | null;
}

const isCountOrNone = (value: unknown): boolean =>
  value === null || (Number.isSafeInteger(value) && (value as number) >= 0);

/** `meta`: the checkpoint's. Throws InputError for an origin that no version has written. */
export function readOrigin(meta: unknown, file: string): ModelOrigin {
  const { origin } = meta as { readonly origin?: unknown };
  if (origin === undefined) return { name: file, data: null, synthetic: null, keptEpoch: null };
  if (!isObject(origin)) throw problem(file, "origin");
  const { name = file, data = null, synthetic = null, keptEpoch = null } = origin;
  if (typeof name !== "string") throw problem(file, "origin.name");
  if (data !== null && !isData(data)) throw problem(file, "origin.data");
  if (synthetic !== null && typeof synthetic !== "boolean") throw problem(file, "origin.synthetic");
  if (!isCountOrNone(keptEpoch)) throw problem(file, "origin.keptEpoch");
  return { name, data, synthetic, keptEpoch: keptEpoch as number | null };
}

function problem(file: string, field: string): InputError {
  return new InputError(
    `Cannot open the model ${file}: its ${field} is not what minibatch writes there; use another copy, or the ` +
      "minibatch that wrote it",
  );
}

/** A complete spec: every field of its data set, and a seed. */
function isData(data: unknown): data is TrainData {
  if (!isObject(data)) return false;
  if (isFileData(data)) return isDrawnFileData(data);
  const set = setNames.find((name) => name === data.set);
  if (set === undefined) return false;
  const { fields, seed } = dataSets[set];
  const names = Object.keys(fields);
  const isRight = (name: string) =>
    takesValue(fields[name]!.takes, data[name]) && !(name === seed && data[name] === null);
  return names.every(isRight) && Object.keys(data).length === names.length + 1;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The one door to a session's spec: from anything at all (a form, a link, a file) to a complete, frozen spec, or an
 * error whose path names the field. What is wrong is said by whoever knows: the library of models and optimizers,
 * minibatch-data of data, `checkFit` of what does not fit together.
 */
import { SpecError } from "minibatch";
import { describeKinds, type FieldDescription, sayTakes } from "minibatch/describe";
import {
  completeData,
  type DataInput,
  type DataShape,
  type DataSpec,
  dataSets,
  drawData,
  findDataSet,
  type TargetSpec,
  takesValue,
} from "minibatch-data/sets";
import { type Around, checkLibraryParts } from "../experiment/check-library-parts.ts";
import { checkFit } from "../experiment/checks/check-fit.ts";
import { PlainJsonError, plainJson } from "../json/plain-json.ts";
import { checkSize } from "./session-size.ts";
import type { SessionSpec, SessionTraining } from "./session-spec.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What stands beside data, model and optimizer. */
export interface SessionFields {
  readonly training: Readonly<Record<keyof SessionTraining, FieldDescription>>;
  readonly seed: FieldDescription;
  readonly numerics: FieldDescription;
}

/** Seeds of data are whole numbers of 32 bits; one seed serves all. */
const LARGEST_SEED = 2 ** 32 - 1;
const MOST_EPOCHS = 1_000_000;

/** Described as the library describes its own: for forms and for the checks below. */
export function describeSession(): SessionFields {
  const { trainer } = describeKinds();
  return {
    training: {
      epochs: {
        takes: { type: "number", whole: true, atLeast: 1, atMost: MOST_EPOCHS },
        fallback: 100,
        says: "Passes over the training rows.",
      },
      batchSize: {
        takes: { type: "number", whole: true, atLeast: 1 },
        fallback: 32,
        says: "Rows of an update.",
      },
      shuffle: { takes: { type: "boolean" }, fallback: true, says: "A new order of the rows in every epoch." },
    },
    seed: {
      takes: { type: "number", whole: true, atLeast: 0, atMost: LARGEST_SEED },
      fallback: 1,
      says: "Draws the weights, the order of the batches, and what the data leave open.",
    },
    numerics: {
      ...trainer.numerics,
      fallback: "strict",
      says: "strict: the same bits on every machine. fast: fused multiply-add where the machine has it.",
    },
  };
}

/**
 * A complete spec, frozen. `model` may be hidden layers alone, as in an experiment file.
 *
 * @throws SpecError, whose path names the field, for what cannot be used or would take more than a page has.
 */
export function defineSession(input: unknown): SessionSpec {
  const described = describeSession();
  const given = readObject(copy(input), "", ["data", "model", "optimizer", ...Object.keys(described)]);
  const seed = readField(described.seed, given.seed, "seed") as number;
  const numerics = readField(described.numerics, given.numerics, "numerics") as SessionSpec["numerics"];
  const training = readTraining(described, given.training);
  const data = readData(given.data, seed);
  const parts = checkLibraryParts(
    { model: given.model ?? { hidden: [] }, optimizer: given.optimizer },
    aroundModel(data, given.model),
  );
  const spec = Object.freeze({ data, ...parts, training, seed, numerics });
  checkFit({ data, model: parts.model, batchSize: training.batchSize });
  checkSize(spec);
  return spec;
}

/** What a model of these data is completed by: pictures lie flat for dense layers, and as they are for all others. */
export function aroundModel(data: DataSpec, model: unknown): Around {
  const { inputs, targets, picture } = dataSets[data.set].shape(data);
  const first = firstKind(model);
  const isFlat = picture === undefined || first === null || first === "dense";
  return { shape: isFlat ? [inputs as number] : [...picture, 1], target: targetOf(targets) };
}

function firstKind(model: unknown): string | null {
  const { hidden, layers } = (model ?? {}) as { readonly hidden?: unknown; readonly layers?: unknown };
  const all = hidden ?? layers;
  if (!Array.isArray(all)) return null;
  const kinds = all.map((layer) => (typeof layer === "number" ? "dense" : String((layer as Fields | null)?.kind)));
  return kinds.find((kind) => kind !== "dropout") ?? null;
}

function targetOf(targets: DataShape["targets"]): TargetSpec {
  if (targets.kind === "classes") return { task: "classes", columns: ["class"], classes: targets.names };
  const columns = Array.from({ length: targets.columns }, (_, i) => String(i));
  if (targets.kind === "numbers") return { task: "regression", columns, classes: [] };
  return { task: targets.columns === 1 ? "binary" : "labels", columns, classes: ["0", "1"] };
}

/** Frozen throughout, without anything that is no JSON. */
function copy(input: unknown): unknown {
  try {
    return plainJson(input);
  } catch (error) {
    if (error instanceof PlainJsonError) throw new SpecError("", error.message);
    throw error;
  }
}

function readObject(value: unknown, path: string, names: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SpecError(path, `must be an object with ${names.join(", ")}`);
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return value as Fields;
  throw new SpecError(path === "" ? unknown : `${path}.${unknown}`, `cannot be read: known are ${names.join(", ")}`);
}

function readField({ takes, fallback }: FieldDescription, value: unknown, path: string): unknown {
  if (value === undefined) return fallback;
  if (takesValue(takes, value)) return value;
  throw new SpecError(path, `cannot use ${JSON.stringify(value)}: it must be ${sayTakes(takes)}`);
}

function readTraining({ training }: SessionFields, value: unknown): SessionTraining {
  const given = readObject(value ?? {}, "training", Object.keys(training));
  const read = Object.entries(training).map(([name, field]) => [
    name,
    readField(field, given[name], `training.${name}`),
  ]);
  return Object.freeze(Object.fromEntries(read)) as SessionTraining;
}

function readData(value: unknown, seed: number): DataSpec {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SpecError("data", 'must be an object such as { "set": "spirals" }');
  }
  findDataSet((value as Fields).set);
  return Object.freeze(drawData(completeData(value as DataInput), seed));
}

/** A network that begins with another's tensors, by their names. */
import { decodeCheckpoint } from "../checkpoint/decode.ts";
import type { NamedArray } from "../checkpoint/format.ts";
import type { Slices } from "../data/slices.ts";
import { DataError, SpecError } from "../errors.ts";
import type { FloatArray } from "../math/float-array.ts";
import { sizeOf } from "../plan/tensor.ts";
import { checkOptions, type OptionTable } from "../spec/check-options.ts";
import { type Field, field, flag, show, valueError } from "../spec/fields.ts";
import type { Network } from "./network.ts";
import { readMeta, savedTensorsOf, tellText } from "./saved-meta.ts";
import { type NamedTensor, putWeights } from "./weights.ts";

/** What a training begins with in place of drawn tensors. */
export interface StartOptions {
  /** another model: a checkpoint's bytes, or its tensors, as `weights()` gives them; averages where it has them */
  readonly model: Uint8Array | readonly NamedTensor[];
  /** the layers whose tensors are taken, none for an empty list; default all */
  readonly layers?: readonly string[];
  /**
   * true (default): all of these layers' tensors must be there in their shapes, and without `layers` no other; false:
   * what matches is taken
   */
  readonly strict?: boolean;
}

/** What was taken of another model, by name. */
export interface Started {
  readonly taken: readonly string[];
  /** tensors of these layers that begin as they were drawn: the other model lacks them, or has them in another shape */
  readonly left: readonly string[];
  /** tensors of the other model that were not taken */
  readonly unused: readonly string[];
}

const names = field<string>({ type: "text", pattern: ".", what: "a layer's name" });

const listText = "a list of layers' names";

const layerNames: Field<unknown> = {
  takes: { type: "list", of: names.takes, what: listText },
  read(value, path) {
    if (!Array.isArray(value)) throw valueError(path, value, listText);
    return value.map((name: unknown, i) => names.read(name, `${path}[${i}]`));
  },
};

const startTable: OptionTable<StartOptions> = {
  call: "start",
  required: ["model"],
  fields: {
    model: {
      takes: { type: "value" },
      read(value, path) {
        if (value instanceof Uint8Array || Array.isArray(value)) return value;
        throw valueError(path, value, "the bytes of a checkpoint, or the tensors that trainer.weights() gives");
      },
    },
    layers: layerNames,
    strict: flag(true),
  },
  words: { model: /^from|weight|checkpoint/ },
};

/**
 * Gives what writes the tensors into a network. Throws SpecError for options that cannot be used, FormatError for bytes
 * that are no trainer's checkpoint.
 */
export function openStart(options: StartOptions): (network: Network) => Slices<Started> {
  checkOptions(startTable, options, "start");
  const { model } = options;
  const tensors = model instanceof Uint8Array ? tensorsOfCheckpoint(model) : model;
  return (network) => startFrom(network, tensors, options);
}

/** The tensors that the checkpoint's network predicts with. */
function tensorsOfCheckpoint(bytes: Uint8Array): readonly NamedTensor[] {
  const { arrays, meta } = decodeCheckpoint(bytes);
  const { model } = readMeta(meta).recipe;
  const find = (name: string): FloatArray | undefined =>
    arrays.find((array: NamedArray) => array.name === name)?.values;
  const parameters = find("optimizer.average") ?? find("parameters") ?? new Float32Array(0);
  let offset = 0;
  return savedTensorsOf(model).map(({ name, shape, trained }) => {
    const length = sizeOf({ shape });
    const kept = find(`optimizer.average.${name}`) ?? find(`tensor.${name}`) ?? new Float32Array(0);
    const values = trained ? parameters.subarray(offset, offset + length) : kept;
    if (trained) offset += length;
    return { name, shape, values };
  });
}

/** Throws SpecError for layers that the network lacks, DataError where strict and something does not match. */
function* startFrom(
  network: Network,
  tensors: readonly NamedTensor[],
  { layers, strict = true }: Pick<StartOptions, "layers" | "strict">,
): Slices<Started> {
  const { modelTensors } = network.plan;
  checkLayers(layers, new Set(modelTensors.map(({ place }) => place.layer)));
  const wanted = modelTensors.filter(({ place }) => layers === undefined || layers.includes(place.layer));
  const given = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const taken: NamedTensor[] = [];
  const left: string[] = [];
  for (const { place } of wanted) {
    const found = given.get(place.name);
    if (found !== undefined && String(found.shape) === String(place.shape)) {
      taken.push(found);
      continue;
    }
    left.push(place.name);
    if (!strict) continue;
    const name = tellText(place.name);
    const why =
      found === undefined
        ? `it has no ${name}`
        : `${name} is [${found.shape.join(", ")}] there and [${place.shape.join(", ")}] here`;
    throw new DataError(`Cannot start from the model: ${why}; name the layers that match, or give strict: false`);
  }
  const used = new Set(taken.map(({ name }) => name));
  const unused = tensors.flatMap(({ name }) => (used.has(name) ? [] : [name]));
  if (strict && layers === undefined && unused.length > 0) {
    throw new DataError(
      `Cannot start from the model: its ${tellText(unused[0])} is none of this model's; name the layers that match, ` +
        "or give strict: false",
    );
  }
  if (taken.length === 0 && wanted.length > 0) {
    throw new DataError(
      "Cannot start from the model: no tensor of it has the name and the shape of one here; name the layers alike",
    );
  }
  yield* putWeights(network, taken);
  return { taken: taken.map(({ name }) => name), left, unused };
}

function checkLayers(layers: readonly string[] | undefined, there: ReadonlySet<string>): void {
  for (const [i, layer] of (layers ?? []).entries()) {
    if (there.has(layer)) continue;
    throw new SpecError(
      `start.layers[${i}]`,
      `cannot be ${show(layer)}: the model has no such layer with tensors; it has ${[...there].join(", ")}`,
    );
  }
}

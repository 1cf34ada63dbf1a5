/** A draft for other data: the hidden layers stay, inputs and outputs become what these data ask for. */
import { type LayerInput, SpecError } from "minibatch";
import { completeData, type DataInput, dataSets, drawData, modelFor } from "minibatch-data/sets";
import { aroundModel } from "./define-session.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Throws SpecError for data that cannot be; of the rest only what it must read is looked at. */
export function adaptSession(draft: unknown): unknown {
  const { data: given, model, training, ...rest } = (draft ?? {}) as Fields;
  const data = drawData(completeData(given as DataInput), 0);
  const { layers } = (model ?? {}) as { readonly layers?: unknown };
  if (!Array.isArray(layers)) throw new SpecError("model.layers", "must be a list of layers");
  const hidden = (layers as readonly LayerInput[]).slice(0, -1).filter(({ kind }) => kind !== "flatten");
  const { shape, target } = aroundModel(data, { hidden });
  const { train } = dataSets[data.set].rows(data);
  const { batchSize } = (training ?? {}) as { readonly batchSize?: unknown };
  const fitted = typeof batchSize === "number" && batchSize > train ? { batchSize: train } : {};
  return {
    ...rest,
    data: given,
    model: modelFor(target, { shape }, { hidden }),
    training: { ...(training as Fields), ...fitted },
  };
}

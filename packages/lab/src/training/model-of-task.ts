/** The network that a task trains: as it is described, or around hidden layers what its rows ask for. */
import { defineModel, featuresOf, type ModelSpec, SpecError } from "minibatch";
import { modelFor, type Preparation, targetOf } from "minibatch-data/sets";
import type { TrainTask } from "study";

/** Throws SpecError for a network that takes other rows than those there are once they are prepared. */
export function modelOfTask(
  { model, preparation, data }: Pick<TrainTask, "model" | "preparation" | "data">,
  prepared: Preparation | undefined,
): ModelSpec {
  if (preparation === undefined || prepared === undefined) return model;
  const { shape, features } = prepared;
  if (preparation.hidden !== null) return defineModel(modelFor(targetOf(data), { shape }, preparation.hidden));
  const rows = shape.reduce((product, size) => product * size, 1);
  if (featuresOf(model) === rows) return model;
  const named = (features ?? []).slice(0, 6).join(", ");
  const which = named === "" ? "" : ` (${named}${(features ?? []).length > 6 ? ", ..." : ""})`;
  throw new SpecError(
    "model.inputs",
    `cannot be ${JSON.stringify(model.inputs)}: prepared, a row has ${rows} numbers${which}; give ${rows}, or a ` +
      "model of hidden layers alone, whose inputs follow from the data",
  );
}

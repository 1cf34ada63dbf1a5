/** The library's own checks of a model and an optimizer, with the place in the experiment. */
import {
  defineModel,
  defineOptimizer,
  type ModelInput,
  type ModelSpec,
  type OptimizerInput,
  type OptimizerSpec,
  SpecError,
} from "minibatch";
import { parsePath, type Segments } from "../json/path.ts";
import { ExperimentError } from "./experiment-error.ts";

export interface LibraryParts {
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
}

/** Both completed. Throws ExperimentError, whose segments begin with `model` or `optimizer`. */
export function checkLibraryParts(given: { readonly model?: unknown; readonly optimizer?: unknown }): LibraryParts {
  if (given.model === undefined) throw new ExperimentError(["model"], "is missing: give { inputs, layers, loss }");
  if (given.optimizer === undefined)
    throw new ExperimentError(["optimizer"], 'is missing: give a kind such as "adam", or an object with one');
  return {
    model: relocate(["model"], () => defineModel(given.model as ModelInput)),
    optimizer: relocate([], () => defineOptimizer(given.optimizer as OptimizerInput)),
  };
}

function relocate<T>(above: Segments, define: () => T): T {
  try {
    return define();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const within = error.path === "" ? [] : (parsePath(error.path) ?? [error.path]);
    const message = error.path === "" ? error.message : error.message.slice(`${error.path}: `.length);
    throw new ExperimentError([...above, ...within], message);
  }
}

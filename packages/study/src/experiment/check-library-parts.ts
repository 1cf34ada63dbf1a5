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
import { isHiddenModel, modelFor, type TargetSpec } from "minibatch-data/sets";
import { formatPath, parsePath, type Segments } from "../json/path.ts";
import { ExperimentError } from "./experiment-error.ts";

export interface LibraryParts {
  readonly model: ModelSpec;
  readonly optimizer: OptimizerSpec;
}

/** What a model of hidden layers alone is completed by. */
export interface Around {
  /** of a row */
  readonly shape: readonly number[];
  readonly target: TargetSpec;
}

const HIDDEN_FIELDS: ReadonlySet<string> = new Set(["hidden", "activation", "loss"]);

/** Where the data are not known yet, and the layers are looked at by themselves. */
const ANY: Around = { shape: [1], target: { task: "regression", columns: ["any"], classes: [] } };

/** Both completed. Throws ExperimentError, whose segments begin with `model` or `optimizer`. */
export function checkLibraryParts(
  given: { readonly model?: unknown; readonly optimizer?: unknown },
  around: Around = ANY,
): LibraryParts {
  if (given.model === undefined)
    throw new ExperimentError(["model"], "is missing: give { inputs, layers, loss }, or { hidden: [64, 32] }");
  if (given.optimizer === undefined)
    throw new ExperimentError(["optimizer"], 'is missing: give a kind such as "adam", or an object with one');
  return {
    model: completeModel(given.model, around),
    optimizer: relocate([], () => defineOptimizer(given.optimizer as OptimizerInput)),
  };
}

/** Of hidden layers alone: as many inputs and outputs as the data ask for. */
function completeModel(model: unknown, { shape, target }: Around): ModelSpec {
  if (typeof model !== "object" || model === null || !isHiddenModel(model)) {
    return relocate(["model"], () => defineModel(model as ModelInput));
  }
  if (!Array.isArray(model.hidden)) {
    throw new ExperimentError(["model", "hidden"], "must be a list of units and layers, as [64, 32]");
  }
  const unknown = Object.keys(model).find((name) => !HIDDEN_FIELDS.has(name));
  if (unknown !== undefined) {
    throw new ExperimentError(
      ["model", unknown],
      "cannot be read: a model of hidden layers has hidden, activation and loss; the rest follows from the data",
    );
  }
  const complete = relocate([], () => modelFor(target, { shape }, model));
  try {
    return relocate(["model"], () => defineModel(complete));
  } catch (error) {
    if (!(error instanceof ExperimentError) || error.segments[1] !== "layers") throw error;
    // as it was written: without a layer that comes before them
    const [part, , layer, field, ...within] = error.segments;
    const place = Math.max(0, Number(layer) - (complete.layers.length - model.hidden.length - 1));
    const isUnits = typeof model.hidden[place] === "number";
    const written =
      isUnits && field === "activation"
        ? ["activation", ...within]
        : ["hidden", place, ...(isUnits || field === undefined ? [] : [field, ...within])];
    const segments = [part as string, ...written];
    throw new ExperimentError(segments, error.message.slice(`${formatPath(error.segments)}: `.length));
  }
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

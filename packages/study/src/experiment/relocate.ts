/** From where a package below says that something is wrong to the place in the experiment. */
import { SpecError } from "minibatch";
import { parsePath } from "../json/path.ts";
import { ExperimentError } from "./experiment-error.ts";

/** Errors of the data's own package, with the place in the experiment. */
export function relocate<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof SpecError) || error instanceof ExperimentError || error.path === "") throw error;
    throw new ExperimentError(parsePath(error.path) ?? [error.path], error.message.slice(`${error.path}: `.length));
  }
}

import { fillUniform } from "../random/uniform.ts";
import type { Initializer } from "./initializer.ts";

/** Uniform on [low, high). */
export const uniform: Initializer<"uniform"> = (spec, _fans, values, stream) =>
  fillUniform(stream, values, spec.low, spec.high);

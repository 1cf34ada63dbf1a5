import { fillNormal } from "../random/normal.ts";
import type { Initializer } from "./initializer.ts";

/** Normal with this mean and standard deviation. */
export const normal: Initializer<"normal"> = (spec, _fans, values, stream) =>
  fillNormal(stream, values, spec.mean, spec.sd);

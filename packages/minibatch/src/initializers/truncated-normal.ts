import { fillTruncatedNormal } from "../random/truncated-normal.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Normal, drawn again beyond 2 sd; `sd` is that before the cut, as in Keras's `TruncatedNormal`.
 */
export const truncatedNormal: Initializer<"truncated-normal"> = (spec, _fans, values, stream) =>
  fillTruncatedNormal(stream, values, spec.mean, spec.sd);

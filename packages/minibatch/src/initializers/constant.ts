import type { Initializer } from "./initializer.ts";

/** All 0: the usual start of biases. */
export const zeros: Initializer<"zeros"> = (_spec, _fans, values) => void values.fill(0);

/** All 1. */
export const ones: Initializer<"ones"> = (_spec, _fans, values) => void values.fill(1);

/** All `value`. */
export const constant: Initializer<"constant"> = (spec, _fans, values) => void values.fill(spec.value);

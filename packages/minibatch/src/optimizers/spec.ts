/** What an optimizer is: frozen JSON. `defineOptimizer` fills in the flavour's defaults and checks. */
export type { CommonOptions, Flavour } from "./common-options.ts";
export type { OptimizerKind, OptimizerSpec } from "./rules.ts";

/**
 * Optimizer updates, one function per formula of `src/optimizers/formulas/` and named as it: the
 * formula, its coefficients and its slots are told there. No fused operations, so that both builds
 * give the same bits.
 */
export * from "./updates-sgd";
export * from "./updates-rmsprop";
export * from "./updates-adagrad";
export * from "./updates-adam";

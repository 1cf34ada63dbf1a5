/**
 * Optimizer updates, one function per formula of `src/optimizers/formulas/` and named as it: the
 * formula, its coefficients and its slots are told there. No fused operations, so that both builds
 * give the same bits.
 */
import { adagrad, adadelta } from "./updates-adagrad";
import { adam, adam_amsgrad, adamax, lion, nadam } from "./updates-adam";
import { rmsprop, rmsprop_centered, rmsprop_centered_momentum, rmsprop_momentum } from "./updates-rmsprop";
import { sgd, sgd_momentum, sgd_momentum_torch, sgd_nesterov, sgd_nesterov_torch } from "./updates-sgd";

export * from "./updates-sgd";
export * from "./updates-rmsprop";
export * from "./updates-adagrad";
export * from "./updates-adam";

/** By the formula's number; `src/kernels/program/formulas.ts` has the same list. */
export function updatePart(formula: i32, p: usize, g: usize, s0: usize, s1: usize, s2: usize, c: usize, N: i32): void {
  switch (formula) {
    case 0: sgd(p, g, s0, s1, s2, c, N); break;
    case 1: sgd_momentum(p, g, s0, s1, s2, c, N); break;
    case 2: sgd_nesterov(p, g, s0, s1, s2, c, N); break;
    case 3: sgd_momentum_torch(p, g, s0, s1, s2, c, N); break;
    case 4: sgd_nesterov_torch(p, g, s0, s1, s2, c, N); break;
    case 5: rmsprop(p, g, s0, s1, s2, c, N); break;
    case 6: rmsprop_momentum(p, g, s0, s1, s2, c, N); break;
    case 7: rmsprop_centered(p, g, s0, s1, s2, c, N); break;
    case 8: rmsprop_centered_momentum(p, g, s0, s1, s2, c, N); break;
    case 9: adagrad(p, g, s0, s1, s2, c, N); break;
    case 10: adadelta(p, g, s0, s1, s2, c, N); break;
    case 11: adam(p, g, s0, s1, s2, c, N); break;
    case 12: adam_amsgrad(p, g, s0, s1, s2, c, N); break;
    case 13: adamax(p, g, s0, s1, s2, c, N); break;
    case 14: nadam(p, g, s0, s1, s2, c, N); break;
    default: lion(p, g, s0, s1, s2, c, N);
  }
}

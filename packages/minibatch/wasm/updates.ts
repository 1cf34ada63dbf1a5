/** Optimizer updates: one function per formula of `src/optimizers/`. */
export function placeholderForBuild(): void {}

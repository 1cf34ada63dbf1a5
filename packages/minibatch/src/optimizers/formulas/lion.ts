import type { UpdateFormula } from "../../plan/update-formula.ts";

/**
 * Chen et al., 2023, algorithm 2. c = [b1, 1 - b1, b2, 1 - b2, eta]: p -= eta sign(b1 m + (1 - b1) g);
 * m = b2 m + (1 - b2) g. The sign of 0 is 0; that of NaN is NaN, so that a broken gradient shows.
 */
export const lion: UpdateFormula = {
  name: "lion",
  slots: 1,
  coefficients: 5,
  apply(p, g, [m], [b1, share1, b2, share2, eta], N) {
    for (let n = 0; n < N; n++) {
      p[n] -= eta * sign(b1 * m[n] + share1 * g[n]);
      m[n] = b2 * m[n] + share2 * g[n];
    }
  },
};

function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}

/** Stochastic gradient descent; v and b are the velocity. Sutskever et al., 2013, for both momentums. */
import type { UpdateFormula } from "../../plan/update-formula.ts";

/** c = [eta]: p -= eta g */
export const sgd: UpdateFormula = {
  name: "sgd",
  slots: 0,
  coefficients: 1,
  apply(p, g, _slots, [eta], N) {
    for (let n = 0; n < N; n++) p[n] -= eta * g[n];
  },
};

/**
 * c = [mu, eta]: v = mu v - eta g; p += v. Keras: the velocity holds steps, so it remembers the rates it was made at.
 */
export const sgdMomentum: UpdateFormula = {
  name: "sgd_momentum",
  slots: 1,
  coefficients: 2,
  apply(p, g, [v], [mu, eta], N) {
    for (let n = 0; n < N; n++) {
      v[n] = mu * v[n] - eta * g[n];
      p[n] += v[n];
    }
  },
};

/** c = [mu, eta]: v = mu v - eta g; p += mu v - eta g, with the new v. Keras's Nesterov. */
export const sgdNesterov: UpdateFormula = {
  name: "sgd_nesterov",
  slots: 1,
  coefficients: 2,
  apply(p, g, [v], [mu, eta], N) {
    for (let n = 0; n < N; n++) {
      const step = eta * g[n];
      v[n] = mu * v[n] - step;
      p[n] += mu * v[n] - step;
    }
  },
};

/** c = [mu, 1 - dampening, eta]: b = mu b + (1 - dampening) g; p -= eta b. PyTorch: the velocity holds gradients. */
export const sgdMomentumTorch: UpdateFormula = {
  name: "sgd_momentum_torch",
  slots: 1,
  coefficients: 3,
  apply(p, g, [b], [mu, share, eta], N) {
    for (let n = 0; n < N; n++) {
      b[n] = mu * b[n] + share * g[n];
      p[n] -= eta * b[n];
    }
  },
};

/** c = [mu, 1 - dampening, eta]: b as above; p -= eta (g + mu b). PyTorch's Nesterov. */
export const sgdNesterovTorch: UpdateFormula = {
  name: "sgd_nesterov_torch",
  slots: 1,
  coefficients: 3,
  apply(p, g, [b], [mu, share, eta], N) {
    for (let n = 0; n < N; n++) {
      b[n] = mu * b[n] + share * g[n];
      p[n] -= eta * (g[n] + mu * b[n]);
    }
  },
};

/** The operations of normalizations by kind, as `operations.ts` has the others. */
import type { FloatArray } from "../math/float-array.ts";
import type { NormalizationOperation } from "../plan/normalization.ts";
import { channelsOf, sizeOf, type Tensor } from "../plan/tensor.ts";
import type { Views } from "./memory.ts";
import {
  batchMoments,
  batchNorm,
  batchNormBackward,
  batchNormGradient,
  batchNormSums,
  type Grouped,
  groupNorm,
  groupNormBackward,
  groupNormGradient,
  groupNormGradientOfSums,
  groupNormSums,
  movedNorm,
  moveStatistics,
} from "./normalization.ts";

type Kind = NormalizationOperation["kind"];
type Of<K extends Kind> = Extract<NormalizationOperation, { readonly kind: K }>;

export const normalizationRuns: {
  readonly [K in Kind]: (operation: Of<K>, work: { readonly at: Views }) => void;
} = {
  "batch-moments"({ x, mean, variance, inverse, epsilon }, { at }) {
    batchMoments(at.floats(x), epsilon, at.doubles(mean), at.doubles(variance), at.doubles(inverse));
  },

  "batch-norm"({ x, mean, inverse, gamma, beta, y }, { at }) {
    batchNorm(at.floats(x), at.doubles(mean), at.doubles(inverse), maybe(gamma, at), maybe(beta, at), at.floats(y));
  },

  "moved-norm"({ x, mean, variance, epsilon, gamma, beta, y }, { at }) {
    const moved = [at.floats(mean), at.floats(variance)] as const;
    movedNorm(at.floats(x), ...moved, epsilon, maybe(gamma, at), maybe(beta, at), at.floats(y));
  },

  "batch-norm-sums"({ x, dy, mean, sums }, { at }) {
    batchNormSums(at.floats(x), at.floats(dy), at.doubles(mean), at.doubles(sums));
  },

  "batch-norm-backward"({ x, dy, mean, inverse, gamma, sums, dx }, { at }) {
    const [means, inverses] = [at.doubles(mean), at.doubles(inverse)];
    const [own, scale] = [at.doubles(sums), maybe(gamma, at)];
    batchNormBackward(at.floats(x), at.floats(dy), means, inverses, scale, own, at.floats(dx));
  },

  "batch-norm-gradient"({ inverse, sums, dgamma, dbeta }, { at }) {
    batchNormGradient(at.doubles(inverse), at.doubles(sums), maybe(dgamma, at), maybe(dbeta, at));
  },

  "move-statistics"({ mean, variance, momentum, movingMean, movingVariance }, { at }) {
    moveStatistics(at.doubles(mean), momentum, at.floats(movingMean));
    moveStatistics(at.doubles(variance), momentum, at.floats(movingVariance));
  },

  "layer-norm"({ x, centers, epsilon, mean, inverse, gamma, beta, y }, { at }) {
    const statistics = [at.doubles(mean), at.doubles(inverse)] as const;
    groupNorm(
      at.floats(x),
      pixels(y, centers),
      epsilon,
      maybe(gamma, at),
      maybe(beta, at),
      ...statistics,
      at.floats(y),
    );
  },

  "layer-norm-backward"({ x, centers, dy, mean, inverse, gamma, dx }, { at }) {
    const statistics = [at.doubles(mean), at.doubles(inverse)] as const;
    groupNormBackward(at.floats(x), pixels(dy, centers), at.floats(dy), ...statistics, maybe(gamma, at), at.floats(dx));
  },

  "layer-norm-gradient"({ x, dy, mean, inverse, dgamma, dbeta }, { at }) {
    const statistics = [at.doubles(mean), at.doubles(inverse)] as const;
    groupNormGradient(at.floats(x), pixels(dy), at.floats(dy), ...statistics, maybe(dgamma, at), maybe(dbeta, at));
  },

  "group-norm"({ x, groups, epsilon, mean, inverse, gamma, beta, y }, { at }) {
    const statistics = [at.doubles(mean), at.doubles(inverse)] as const;
    groupNorm(
      at.floats(x),
      inGroups(y, groups),
      epsilon,
      maybe(gamma, at),
      maybe(beta, at),
      ...statistics,
      at.floats(y),
    );
  },

  "group-norm-backward"({ x, groups, dy, mean, inverse, gamma, sums, dx }, { at }) {
    const cut = inGroups(dy, groups);
    const [numbers, slopes, means] = [at.floats(x), at.floats(dy), at.doubles(mean)];
    groupNormSums(numbers, cut, slopes, means, at.doubles(sums));
    if (dx === null) return;
    groupNormBackward(numbers, cut, slopes, means, at.doubles(inverse), maybe(gamma, at), at.floats(dx));
  },

  "group-norm-gradient"({ groups, inverse, sums, dgamma, dbeta }, { at }) {
    const cut = { C: sums.shape[1], groups };
    groupNormGradientOfSums(cut, at.doubles(inverse), at.doubles(sums), maybe(dgamma, at), maybe(dbeta, at));
  },
};

/** A variable that a layer may not have. */
function maybe(variable: Tensor | null, at: Views): FloatArray | null {
  return variable === null ? null : at.floats(variable);
}

/** Every pixel by itself, of rows shaped as those of `like`: x may have come through a reshape. */
function pixels(like: Tensor, centers = true): Grouped {
  return { P: 1, C: channelsOf(like), groups: 1, centers };
}

function inGroups(like: Tensor, groups: number): Grouped {
  const C = channelsOf(like);
  return { P: sizeOf(like) / C, C, groups, centers: true };
}

/** How normalizations are encoded; `wasm/operations/normalization.ts` lists each one's operands. */
import type { NormalizationOperation } from "../../plan/normalization.ts";
import { channelsOf, sizeOf, type Tensor } from "../../plan/tensor.ts";
import type { Encoders } from "./encoders.ts";
import type { Encoding } from "./encoding.ts";
import { moreOp } from "./more-opcodes.ts";

export const normalizationEncoders: Pick<Encoders, NormalizationOperation["kind"]> = {
  "batch-moments"(pen, { x, mean, variance, inverse, epsilon }) {
    const { words, B } = pen;
    const C = sizeOf(mean);
    const P = sizeOf(x) / C;
    pen.share("columns");
    const to = [pen.at(mean), pen.at(variance), pen.at(inverse)];
    words.emit(moreOp.batchMoments, ...pen.moving(x), ...to, B * P, C, ...words.double(epsilon), ...pen.scratch());
  },

  "batch-norm"(pen, { x, mean, inverse, gamma, beta, y }) {
    pen.share("rows");
    const by = [pen.at(mean), pen.at(inverse), ...maybe(pen, gamma, beta)];
    pen.words.emit(moreOp.batchNorm, ...pen.moving(x), ...by, pen.at(y), pen.B, ...cutOf(y), ...pen.scratch());
  },

  "moved-norm"(pen, { x, mean, variance, epsilon, gamma, beta, y }) {
    const { words, B } = pen;
    pen.share("rows");
    const by = [pen.at(mean), pen.at(variance), ...maybe(pen, gamma, beta)];
    const C = sizeOf(mean);
    const end = [...words.double(epsilon), ...pen.scratch()];
    words.emit(moreOp.movedNorm, ...pen.moving(x), ...by, pen.at(y), B, sizeOf(x) / C, C, ...end);
  },

  "batch-norm-sums"(pen, { x, dy, mean, sums }) {
    const [P, C] = cutOf(dy);
    pen.share("columns");
    pen.words.emit(moreOp.batchNormSums, ...pen.moving(x), pen.at(dy), pen.at(mean), pen.at(sums), pen.B * P, C);
  },

  "batch-norm-backward"(pen, { x, dy, mean, inverse, gamma, sums, dx }) {
    pen.share("rows");
    const by = [pen.at(dy), pen.at(mean), pen.at(inverse), ...maybe(pen, gamma), pen.at(sums)];
    pen.words.emit(
      moreOp.batchNormBackward,
      ...pen.moving(x),
      ...by,
      pen.at(dx),
      pen.B,
      ...cutOf(dy),
      ...pen.scratch(),
    );
  },

  "batch-norm-gradient"(pen, { inverse, sums, dgamma, dbeta }) {
    pen.share("gradients");
    const from = [pen.at(inverse), pen.at(sums)];
    pen.words.emit(moreOp.batchNormGradient, ...from, ...maybe(pen, dgamma, dbeta), sizeOf(inverse));
  },

  "move-statistics"(pen, { mean, variance, momentum, movingMean, movingVariance }) {
    pen.share("gradients");
    const moving = [pen.at(movingMean), pen.at(movingVariance), sizeOf(mean)];
    pen.words.emit(moreOp.moveStatistics, pen.at(mean), pen.at(variance), ...pen.words.double(momentum), ...moving);
  },

  "layer-norm"(pen, { x, centers, epsilon, mean, inverse, gamma, beta, y }) {
    const { words, B } = pen;
    pen.share("rows");
    const by = [pen.at(mean), pen.at(inverse), ...maybe(pen, gamma, beta)];
    const end = [...words.double(epsilon), centers ? 1 : 0, ...pen.scratch()];
    words.emit(moreOp.layerNorm, ...pen.moving(x), ...by, pen.at(y), B, ...cutOf(y), ...end);
  },

  "layer-norm-backward"(pen, { x, centers, dy, mean, inverse, gamma, dx }) {
    pen.share("rows");
    const by = [pen.at(dy), pen.at(mean), pen.at(inverse), ...maybe(pen, gamma), pen.at(dx)];
    const end = [centers ? 1 : 0, ...pen.scratch()];
    pen.words.emit(moreOp.layerNormBackward, ...pen.moving(x), ...by, pen.B, ...cutOf(dy), ...end);
  },

  "layer-norm-gradient"(pen, { x, dy, mean, inverse, dgamma, dbeta }) {
    const [P, C] = cutOf(dy);
    pen.share("gradients");
    const from = [pen.at(dy), pen.at(mean), pen.at(inverse)];
    pen.words.emit(moreOp.layerNormGradient, ...pen.moving(x), ...from, ...maybe(pen, dgamma, dbeta), pen.B * P, C);
  },

  "group-norm"(pen, { x, groups, epsilon, mean, inverse, gamma, beta, y }) {
    const { words, B } = pen;
    pen.share("rows");
    const by = [pen.at(mean), pen.at(inverse), ...maybe(pen, gamma, beta)];
    const end = [groups, ...words.double(epsilon), ...pen.scratch()];
    words.emit(moreOp.groupNorm, ...pen.moving(x), ...by, pen.at(y), B, ...cutOf(y), ...end);
  },

  "group-norm-backward"(pen, { x, groups, dy, mean, inverse, gamma, sums, dx }) {
    pen.share("rows");
    const by = [pen.at(dy), pen.at(mean), pen.at(inverse), ...maybe(pen, gamma), pen.at(sums), ...maybe(pen, dx)];
    pen.words.emit(moreOp.groupNormBackward, ...pen.moving(x), ...by, pen.B, ...cutOf(dy), groups, ...pen.scratch());
  },

  "group-norm-gradient"(pen, { groups, inverse, sums, dgamma, dbeta }) {
    pen.share("gradients");
    const [from, to] = [[pen.at(inverse), pen.at(sums)], maybe(pen, dgamma, dbeta)];
    pen.words.emit(moreOp.groupNormGradient, ...from, ...to, pen.B, sums.shape[1], groups);
  },
};

/** The pixels and channels of rows shaped as those of `like`: x may have come through a reshape. */
function cutOf(like: Tensor): [P: number, C: number] {
  const C = channelsOf(like);
  return [sizeOf(like) / C, C];
}

/** Addresses, 0 where there is none. */
function maybe(pen: Encoding, ...tensors: readonly (Tensor | null)[]): number[] {
  return tensors.map((tensor) => (tensor === null ? 0 : pen.at(tensor)));
}

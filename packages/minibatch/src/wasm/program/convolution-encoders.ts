/** How convolutions are encoded: `wasm/operations/convolution.ts` lists their operands. */
import type { ConvolutionOperation, Window } from "../../plan/convolution.ts";
import { areSame, sizeOf, type Tensor } from "../../plan/tensor.ts";
import { type Encoders, isReluInPlace } from "./encoders.ts";
import { moreOp } from "./more-opcodes.ts";
import { finish } from "./opcodes.ts";

export const convolutionEncoders: Pick<Encoders, ConvolutionOperation["kind"]> = {
  conv2d(pen, { x, w, b, y, window }) {
    // ReLU in place is part of the sums' way out
    const cuts = pen.takesOver((next) => next.kind === "activate" && isReluInPlace(next) && areSame(next.z, y));
    pen.share("elements");
    const operands = [...pen.moving(x), pen.at(w), b === null ? 0 : pen.at(b), pen.at(y), pen.B];
    const end = cuts ? finish.relu : finish.keep;
    pen.words.emit(moreOp.conv2d, ...operands, ...viewOf(w, window), end, ...pen.tiling());
  },

  "conv2d-backward"(pen, { dy, w, dx, window }) {
    let mask = 0;
    // so is the mask of a ReLU in place
    const isMasked = pen.takesOver((next) => {
      if (next.kind !== "activate-backward" || !isReluInPlace(next) || !areSame(next.dy, dx)) return false;
      mask = pen.at(next.y);
      return true;
    });
    pen.share("elements");
    const operands = [pen.at(dy), pen.at(w), pen.at(dx), pen.B];
    const end = [isMasked ? finish.mask : finish.keep, mask];
    pen.words.emit(moreOp.conv2dBackward, ...operands, ...viewOf(w, window), ...end, ...pen.tiling());
  },

  "conv2d-gradient"(pen, { x, dy, dw, window }) {
    pen.share("gradients");
    const operands = [...pen.moving(x), pen.at(dy), pen.at(dw), pen.B];
    pen.words.emit(moreOp.conv2dGradient, ...operands, ...viewOf(dw, window), ...pen.tiling());
  },

  "channel-sums"(pen, { dy, db }) {
    pen.share("gradients");
    const F = sizeOf(db);
    pen.words.emit(moreOp.channelSums, pen.at(dy), pen.at(db), (pen.B * sizeOf(dy)) / F, F, ...pen.scratch());
  },
};

/** What `wasm/convolution/` has room for: bytes of rows that are copied, pixels of an output row, runs of a window. */
const MOST_AREA_BYTES = 655360;
const MOST_PIXELS = 16384;
const MOST_RUNS = 4096;

/** Throws RangeError where the kernels' working memory is too small for one row of outputs. */
function viewOf(w: Tensor, { image, output, stride, dilation, before, groups }: Window): readonly number[] {
  const [KH, KW] = w.shape;
  const rowBytes = (from: number, channels: number, step: number): number =>
    4 * channels * ((from - 1) * step + (KW - 1) * dilation[1] + 1) * ((KH - 1) * dilation[0] + 1);
  const seen = Math.max(rowBytes(output[1], image[2], stride[1]), rowBytes(image[1], output[2], 1));
  if (seen > MOST_AREA_BYTES || Math.max(image[1], output[1]) > MOST_PIXELS || KH * KW > MOST_RUNS) {
    throw new RangeError(
      `Cannot compile a convolution of [${image.join(", ")}] by a kernel of ${KH} x ${KW}: a row of its windows takes ` +
        `${seen} bytes, and there is room for ${MOST_AREA_BYTES}; use fewer channels, or precision "float64"`,
    );
  }
  return [...image, KH, KW, ...output, ...stride, ...dilation, ...before, groups];
}

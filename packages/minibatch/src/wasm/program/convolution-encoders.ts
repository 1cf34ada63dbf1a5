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

/** What `wasm/convolution/` has room for: bytes of a window that is copied, places of a kernel. */
const MOST_AREA_BYTES = 655360;
const MOST_RUNS = 4096;

/** Throws RangeError where the kernels' working memory is too small for what one output sees. */
function viewOf(w: Tensor, { image, output, stride, dilation, before, groups }: Window): readonly number[] {
  const [KH, KW] = w.shape;
  const seen = [KH, KW].map((size, i) => (size - 1) * dilation[i] + 1);
  // going back, an input sees the outputs whose windows it was in
  const back = seen.map((extent, i) => Math.floor((extent - 1) / stride[i]) + 1);
  const bytes = 4 * Math.max(image[2] * seen[0] * seen[1], output[2] * back[0] * back[1]);
  if (bytes > MOST_AREA_BYTES || KH * KW > MOST_RUNS) {
    const why =
      bytes > MOST_AREA_BYTES
        ? `a window takes ${bytes} bytes, and there is room for ${MOST_AREA_BYTES}`
        : `it has ${KH * KW} places, and there is room for ${MOST_RUNS}`;
    throw new RangeError(
      `Cannot compile a convolution of [${image.join(", ")}] by a kernel of ${KH} x ${KW}: ${why}; use fewer channels, ` +
        `a smaller kernel, or precision "float64"`,
    );
  }
  return [...image, KH, KW, ...output, ...stride, ...dilation, ...before, groups];
}

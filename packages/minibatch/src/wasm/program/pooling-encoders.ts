/** How pooling, and what goes by channels, is encoded: `wasm/operations/` lists each one's operands. */
import type { PoolingOperation } from "../../plan/pooling-operation.ts";
import { areSame, channelsOf, sizeOf, type Tensor } from "../../plan/tensor.ts";
import type { Windows } from "../../plan/windows.ts";
import { type Encoders, isReluInPlace } from "./encoders.ts";
import type { Encoding } from "./encoding.ts";
import { moreOp } from "./more-opcodes.ts";

export const poolingEncoders: Pick<Encoders, PoolingOperation["kind"]> = {
  "max-pool"(pen, { x, y, places, windows }) {
    pen.share("rows");
    const to = [pen.at(y), places === null ? 0 : pen.at(places)];
    pen.words.emit(moreOp.maxPool, ...pen.moving(x), ...to, pen.B, ...wordsOf(windows, y));
  },

  "max-pool-backward"(pen, { dy, places, x, y, dx, windows }) {
    // the numbers chosen are those that a ReLU in place before it has left: dy of those above 0 goes on
    const isMasked = pen.takesOver(
      (next) => next.kind === "activate-backward" && isReluInPlace(next) && areSame(next.dy, dx) && areSame(next.y, x),
    );
    pen.share("rows");
    const operands = [pen.at(dy), pen.at(places), isMasked ? pen.at(y) : 0, pen.at(dx)];
    pen.words.emit(moreOp.maxPoolBackward, ...operands, pen.B, ...wordsOf(windows, dy));
  },

  "average-pool"(pen, { x, y, windows }) {
    pen.share("rows");
    pen.words.emit(moreOp.averagePool, ...pen.moving(x), pen.at(y), pen.B, ...wordsOf(windows, y));
  },

  "average-pool-backward"(pen, { dy, dx, windows }) {
    pen.share("rows");
    pen.words.emit(moreOp.averagePoolBackward, pen.at(dy), pen.at(dx), pen.B, ...wordsOf(windows, dy));
  },

  "slope-below-zero"(pen, { x, a, y }) {
    pen.share("rows");
    pen.words.emit(moreOp.slopeBelowZero, ...pen.moving(x), pen.at(a), pen.at(y), ...cellsOf(pen, y, a));
  },

  "slope-below-zero-backward"(pen, { x, a, dy, dx }) {
    pen.share("rows");
    const operands = [...pen.moving(x), pen.at(a), pen.at(dy), pen.at(dx)];
    pen.words.emit(moreOp.slopeBelowZeroBackward, ...operands, ...cellsOf(pen, dy, a));
  },

  "slope-below-zero-gradient"(pen, { x, dy, da }) {
    pen.share("gradients");
    pen.words.emit(moreOp.slopeBelowZeroGradient, ...pen.moving(x), pen.at(dy), pen.at(da), ...cellsOf(pen, dy, da));
  },

  "multiply-channels"(pen, { x, m, y }) {
    pen.share("rows");
    pen.words.emit(moreOp.multiplyChannels, ...pen.moving(x), pen.at(m), pen.at(y), ...cellsOf(pen, y, m));
  },
};

/** H W C P Q h w down across top left */
function wordsOf({ input, output, size, stride, before }: Windows, y: Tensor): number[] {
  return [...input, channelsOf(y), ...output, ...size, ...stride, ...before];
}

/** Rows, cells of each, and the channels of one. */
function cellsOf({ B }: Encoding, tensor: Tensor, channels: Tensor): [number, number, number] {
  const C = sizeOf(channels);
  return [B, sizeOf(tensor) / C, C];
}

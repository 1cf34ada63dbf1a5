/** How the operations are encoded that the core's kernels lack: `wasm/operations/` lists each one's operands. */
import { sizeOf } from "../../plan/tensor.ts";
import { convolutionEncoders } from "./convolution-encoders.ts";
import { type Encoders, type MoreKind, shareOf } from "./encoders.ts";
import { lossEncoders } from "./loss-encoders.ts";
import { constraintCodes, moreOp } from "./more-opcodes.ts";
import { normalizationEncoders } from "./normalization-encoders.ts";
import { poolingEncoders } from "./pooling-encoders.ts";

export const moreEncoders: Pick<Encoders, MoreKind> = {
  ...convolutionEncoders,
  ...normalizationEncoders,
  ...poolingEncoders,

  add(pen, { a, b, y }) {
    const [B, O, byElements] = shareOf(pen, y);
    pen.words.emit(moreOp.add, pen.at(a), pen.at(b), pen.at(y), B, O, byElements);
  },

  blend(pen, { x, to, share }) {
    pen.share("elements");
    pen.words.emit(moreOp.blend, pen.at(x), pen.at(to), ...pen.moving(share), sizeOf(to));
  },

  constrain(pen, { w, constraint, limit }) {
    const { words } = pen;
    pen.share("elements");
    const sizes = [sizeOf(w), w.shape.at(-1) as number];
    words.emit(moreOp.constrain, constraintCodes[constraint], pen.at(w), ...words.double(limit), ...sizes);
  },

  ...lossEncoders,
};

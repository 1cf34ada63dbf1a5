/** How the operations are encoded that the core's kernels lack: `wasm/operations/` lists each one's operands. */
import { type Encoders, type MoreKind, shareOf } from "./encoders.ts";
import { moreOp } from "./more-opcodes.ts";

export const moreEncoders: Pick<Encoders, MoreKind> = {
  add(pen, { a, b, y }) {
    const [B, O, byElements] = shareOf(pen, y);
    pen.words.emit(moreOp.add, pen.at(a), pen.at(b), pen.at(y), B, O, byElements);
  },
};

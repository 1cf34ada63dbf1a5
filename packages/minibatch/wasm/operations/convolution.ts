/** Convolutions: view.ts says what a view is, and in which order its operands come. */
import { convolutionGradient, isOneEach } from "../convolution/gradient";
import { clearOutputs, convolve } from "../convolution/convolve";
import { sumChannels } from "../convolution/channel-sums";
import { channels, groups, kernelColumns, kernelRows, outChannels, outHeight, outWidth, readView, strideColumns, strideRows, turnView } from "../convolution/view";
import { address, here, jump, moving, next } from "../operands";
import { partBegin } from "../split";

/** Columns go in cache lines. */
const LINE: i32 = 16;

/** x+ w b y B view finish tileRows tileColumns scratch perThread: b 0 means none; rows of all images are shared out */
export function conv2dOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), w = address(), b = address(), y = address(), B = next();
  readView();
  const finish = next(), tileRows = next(), tileColumns = next();
  const scratch = address() + <usize>(next() * t);
  const rows = B * outHeight;
  convolve(x, w, false, b, y, partBegin(rows, 1, t, T), partBegin(rows, 1, t + 1, T), finish, 0, tileRows, tileColumns, scratch);
}

/** dy w dx B view finish mask tileRows tileColumns scratch perThread */
export function conv2dBackwardOp(t: i32, T: i32): void {
  const dy = address(), w = address(), dx = address(), B = next();
  const view = here();
  readView();
  const finish = next(), mask = address(), tileRows = next(), tileColumns = next();
  const scratch = address() + <usize>(next() * t);
  const end = here();
  const parts = strideRows * strideColumns, across = strideColumns;
  for (let part = 0; part < parts; part++) {
    jump(view);
    readView();
    turnView(part / across, part % across);
    // images that are narrower than a stride have parts without a pixel
    const rows = outWidth > 0 ? B * outHeight : 0;
    const r0 = partBegin(rows, 1, t, T), r1 = partBegin(rows, 1, t + 1, T);
    if (kernelRows == 0 || kernelColumns == 0) clearOutputs(dx, r0, r1);
    else convolve(dy, w, true, 0, dx, r0, r1, finish, mask, tileRows, tileColumns, scratch);
  }
  jump(end);
}

/** x+ dy dw B view tileRows tileColumns scratch perThread: rows of dw are shared out, or columns where they are more */
export function conv2dGradientOp(step: i32, t: i32, T: i32): void {
  const x = moving(step), dy = address(), dw = address(), B = next();
  readView();
  const tileRows = next(), tileColumns = next();
  const scratch = address() + <usize>(next() * t);
  const M = kernelRows * kernelColumns * (channels / groups);
  // where lanes are channels, places of the kernel are not shared out
  const byLanes = isOneEach();
  const N = byLanes ? outChannels : outChannels / groups;
  const byColumns = byLanes || N > M;
  const unit = byLanes ? 4 : LINE;
  const m0 = byColumns ? 0 : partBegin(M, 1, t, T), m1 = byColumns ? M : partBegin(M, 1, t + 1, T);
  const n0 = byColumns ? partBegin(N, unit, t, T) : 0, n1 = byColumns ? partBegin(N, unit, t + 1, T) : N;
  convolutionGradient(x, dy, dw, B, m0, m1, n0, n1, tileRows, tileColumns, scratch);
}

/** dy db N F scratch perThread: sums over N rows, by thread 0 where there are few channels */
export function channelSumsOp(t: i32, T: i32): void {
  const dy = address(), db = address(), N = next(), F = next();
  const scratch = address() + <usize>(next() * t);
  sumChannels(dy, db, N, F, partBegin(F, LINE, t, T), partBegin(F, LINE, t + 1, T), scratch);
}

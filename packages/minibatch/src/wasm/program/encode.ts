/** From operations to a program. */
import { MOST_STEPS } from "../../plan/tensor.ts";
import type { Descent } from "./descent.ts";
import { type Encoders, encodeOperation } from "./encoders.ts";
import { type EncodedLoss, Encoding, type ToEncode } from "./encoding.ts";
import { type Piece, Words } from "./words.ts";

export interface Encoded {
  readonly pieces: readonly Piece[];
  readonly loss: EncodedLoss | null;
  /** the descent whose rates must be written before each run */
  readonly descent: Descent | null;
  readonly mostSteps: number;
}

/** Throws Error for what the kernels do not have. */
export function encode(encoders: Partial<Encoders>, request: ToEncode, words: Words = new Words()): Encoded {
  const pen = new Encoding(request, words);
  for (let operation = pen.take(); operation !== undefined; operation = pen.take()) {
    encodeOperation(encoders, pen, operation);
  }
  pen.end();
  const { loss, descent } = pen;
  return { pieces: words.get(), loss, descent, mostSteps: mostStepsOf(pen, request) };
}

/** As many steps as there is room to gather. */
function mostStepsOf({ isSingle, loss, input, memory }: Encoding, { B, gathered }: ToEncode): number {
  const { rows, losses } = memory.buffers;
  if (loss !== null && loss.parts > losses.length) {
    throw new RangeError(`Cannot compile a loss of ${loss.parts} parts: the executor has room for ${losses.length}`);
  }
  if (isSingle) return 1;
  const rooms = [rows];
  for (const tensor of gathered)
    if (tensor.role !== "input" || input.kind === "dense") rooms.push(memory.rowsOf(tensor));
  const steps = rooms.map((room) => Math.floor(room / B));
  if (loss !== null) steps.push(Math.floor(losses.length / loss.parts));
  return Math.max(1, Math.min(MOST_STEPS, ...steps));
}

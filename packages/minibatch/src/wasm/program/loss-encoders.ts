/** How the losses by formula are encoded: `wasm/operations/losses.ts` lists their operands. */
import type { ElementLossName, RowLossName } from "../../losses/formulas.ts";
import type { OperationOf } from "../../plan/operation.ts";
import { sizeOf } from "../../plan/tensor.ts";
import { losses } from "./encoders.ts";
import type { Encoding } from "./encoding.ts";
import { moreOp } from "./more-opcodes.ts";

/** The numbers of the formulas, as `wasm/more-losses.ts` has them. */
const elementCodes: Readonly<Record<ElementLossName, number>> = {
  "sigmoid-binary-cross-entropy": 1,
  "mean-squared-error": 2,
  "mean-absolute-error": 3,
  huber: 4,
  hinge: 5,
  poisson: 6,
  quantile: 7,
  "sigmoid-focal": 8,
};

const rowCodes: Readonly<Record<RowLossName, number>> = {
  "softmax-cross-entropy": 1,
  "kullback-leibler": 2,
  "softmax-focal": 3,
  "multi-margin": 4,
};

type Encode<K extends "element-loss" | "row-loss"> = (pen: Encoding, operation: OperationOf<K>) => void;

export const lossEncoders: { readonly [K in "element-loss" | "row-loss"]: Encode<K> } = {
  "element-loss"(pen, operation) {
    const { formula, y, loss, numbers } = operation;
    const { words } = pen;
    const O = sizeOf(y);
    const N = pen.B * O;
    const sums = losses(pen, loss, Math.ceil(N / 4), N);
    pen.beforeFlag();
    pen.share("elements");
    const given = [words.float(1 / N), words.float(numbers[0]), words.float(numbers[1])];
    words.emit(
      ...[moreOp.lossOfElements, elementCodes[formula], ...buffersOf(pen, operation, sums), N, O, ...given],
      ...factorsOf(pen, operation),
    );
  },

  "row-loss"(pen, operation) {
    const { formula, y, targets, loss, numbers } = operation;
    const { B, words } = pen;
    const sums = losses(pen, loss, B, B);
    pen.beforeFlag();
    pen.share("rows");
    const isSoft = targets.type === "int" ? 0 : 1;
    const given = [B, sizeOf(y), words.float(numbers[0])];
    words.emit(
      ...[moreOp.lossOfRows, rowCodes[formula], isSoft, ...buffersOf(pen, operation, sums), ...given],
      ...factorsOf(pen, operation),
    );
  },
};

/** y targets+ prediction dy losses+ weights+ */
function buffersOf(
  pen: Encoding,
  { y, targets, prediction, dy, weights }: OperationOf<"element-loss" | "row-loss">,
  sums: readonly number[],
): number[] {
  const ofRows = weights === null ? [0, 0] : pen.moving(weights);
  return [pen.at(y), ...pen.moving(targets), pen.at(prediction), pen.at(dy), ...sums, ...ofRows];
}

/** how many, and then these */
function factorsOf({ words }: Encoding, { factors }: OperationOf<"element-loss" | "row-loss">): number[] {
  return [factors.length, ...factors.map((factor) => words.float(factor))];
}

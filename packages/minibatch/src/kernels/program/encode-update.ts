/** What follows the gradients: penalties, clipping, decay, the optimizer's rule. Each pass shares out the flat arrays anew. */
import type { PlannedDense, PlannedUpdate, StepPlan } from "../step-plan.ts";
import { formulaCodes } from "./codes.ts";
import { codeOf, op } from "./opcodes.ts";
import { moving, type Words } from "./words.ts";

/** Batches above this are summed in blocks (BLOCK_K of wasm/gemm.ts), which no update can be made in the midst of. */
const MOST_FUSED_ROWS = 384;

/** Whether the update is p -= eta g and nothing else, so that the products may make it themselves. */
export function isPlainDescent({ B, layers }: StepPlan, { passes }: PlannedUpdate): boolean {
  const [pass] = passes;
  return (
    passes.length === 1 &&
    pass.kind === "rule" &&
    pass.formula.name === "sgd" &&
    B <= MOST_FUSED_ROWS &&
    layers.every((layer) => !hasPenalty(layer))
  );
}

export function hasPenalty(layer: StepPlan["layers"][number]): layer is PlannedDense {
  return layer.kind === "dense" && (layer.l1 !== 0 || layer.l2 !== 0);
}

export function encodeUpdate(words: Words, plan: StepPlan, update: PlannedUpdate): void {
  if (isPlainDescent(plan, update)) return;
  const { parameters, gradients, passes } = update;
  const N = parameters.length;
  encodePenalties(words, plan, update);
  const isClipped = passes.some(({ kind }) => kind === "clip-value");
  if (isClipped) {
    // clipping makes an infinity a small step: nothing later would show it
    words.emit(op.barrier);
    words.emit(op.checkFinite, gradients.byteOffset, N);
  }
  if (isClipped || plan.layers.some(hasPenalty)) {
    words.emit(op.barrier);
    words.emit(op.stopUnlessFinite);
  }
  let factor = 0;
  // of the rule before it: where its coefficients end
  let rateAt = 0;
  for (const pass of passes) {
    words.emit(op.barrier);
    switch (pass.kind) {
      case "clip-norm": {
        const g = gradients.byteOffset + pass.offset * gradients.BYTES_PER_ELEMENT;
        words.emit(op.clipNorm, g, pass.length, ...words.double(pass.limit), ...words.double(pass.slack));
        break;
      }
      case "clip-value":
        words.emit(op.clipValue, gradients.byteOffset, words.float(pass.limit), N);
        break;
      case "add-parameters": {
        const to = pass.to === "parameters" ? parameters : gradients;
        const { buffer, stride } = update.factors;
        const address = buffer.byteOffset + factor * buffer.BYTES_PER_ELEMENT;
        words.emit(op.addScaled, to.byteOffset, parameters.byteOffset, address, stride * buffer.BYTES_PER_ELEMENT, N);
        factor++;
        break;
      }
      case "rule": {
        const { formula, slots } = pass;
        rateAt = 8 * formula.coefficients;
        words.emit(
          op.update,
          ...[codeOf("formula", formulaCodes, formula.name), parameters.byteOffset, gradients.byteOffset],
          ...[...moving(update.coefficients), N],
          ...[slots.length, ...slots.map(({ byteOffset }) => byteOffset)],
        );
        break;
      }
      case "scaled-step": {
        const from = pass.offset * gradients.BYTES_PER_ELEMENT;
        const [coefficients, stride] = moving(update.coefficients);
        words.emit(
          op.scaledStep,
          ...[parameters.byteOffset + from, gradients.byteOffset + from],
          ...[coefficients + rateAt, stride, pass.length],
        );
      }
    }
  }
}

function encodePenalties(words: Words, { layers }: StepPlan, { penalties }: PlannedUpdate): void {
  const { buffer, stride } = penalties;
  let address = buffer.byteOffset;
  for (const layer of layers) {
    if (!hasPenalty(layer)) continue;
    const { weights, weightGradient, l1, l2 } = layer;
    words.emit(op.barrier);
    const sums = [address, stride * buffer.BYTES_PER_ELEMENT];
    words.emit(
      op.penalty,
      weightGradient.byteOffset,
      weights.byteOffset,
      words.float(l1),
      words.float(l2),
      ...sums,
      weights.length,
    );
    address += 16;
  }
}

/** By what numbers the kernels know activations and formulas. What has none stops here: nothing else would run in its place. */
import type { ActivationKind } from "../../activations/activation.ts";
import type { UpdateFormula } from "../../plan/update-formula.ts";
import { activationNumber, formulaNames } from "./opcodes.ts";

/** Slots that an update takes. */
const MOST_SLOTS = 3;

/** Throws Error for an activation that these kernels do not have. */
export function codeOfActivation(kind: ActivationKind): number {
  if (!Object.hasOwn(activationNumber, kind)) {
    throw new Error(`Cannot compile the activation ${kind}: these kernels do not have it`);
  }
  return activationNumber[kind as keyof typeof activationNumber];
}

/** Throws Error for a formula that these kernels do not have, or not for so many slots. */
export function codeOfFormula({ name }: UpdateFormula, slots: number): number {
  const code = formulaNames.indexOf(name);
  if (code === -1) throw new Error(`Cannot compile the update ${name}: these kernels do not have it`);
  if (slots > MOST_SLOTS) {
    throw new Error(`Cannot compile the update ${name} of ${slots} slots: these kernels take at most ${MOST_SLOTS}`);
  }
  return code;
}

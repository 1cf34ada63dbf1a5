/** Every activation with PyTorch's figures: the table that the shared tests run over. */
import { readFileSync } from "node:fs";
import { type ActivationKind, type ActivationSpec, activations, parameterOf } from "../src/activations/activations.ts";
import { defineActivation } from "../src/activations/define-activation.ts";

/** A result is right within so many ulp of the exact value, or within `abs` of it. */
export interface Bound {
  readonly ulp: number;
  readonly abs: number;
}

interface Golden {
  readonly at: readonly number[];
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly options: object;
        /** f and f' at the numbers of `at` */
        readonly value: readonly number[];
        readonly slope: readonly number[];
        /** how far the compiled kernels may be off */
        readonly float32: { readonly value: Bound; readonly slope: Bound };
      }
    >
  >;
}

const golden: Golden = JSON.parse(readFileSync(new URL("../fixtures/activations-torch.json", import.meta.url), "utf8"));

export interface NamedActivation {
  readonly kind: ActivationKind;
  readonly spec: ActivationSpec;
  readonly parameter: number;
  readonly at: readonly number[];
  readonly value: readonly number[];
  readonly slope: readonly number[];
  readonly float32: { readonly value: Bound; readonly slope: Bound };
}

export const everyActivation: readonly NamedActivation[] = Object.keys(activations).map((name) => {
  const kind = name as ActivationKind;
  const found = golden.cases[kind];
  if (found === undefined) throw new Error(`fixtures/activations-torch.json has no ${kind}: see make-activations.py`);
  const { options, ...figures } = found;
  const spec = defineActivation(kind, { kind, ...options });
  return { kind, spec, parameter: parameterOf(spec), at: golden.at, ...figures };
});

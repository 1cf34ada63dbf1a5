import { chooseKind, completeSpec, openSpec } from "../spec/complete-spec.ts";
import { type Fields, valueError } from "../spec/fields.ts";
import { type AugmentationSpec, augmentations, augmentationWords } from "./augmentations.ts";

/** An augmentation as it may be written: a kind, or an object with one and the fields that are not its defaults. */
export type AugmentationInput = AugmentationSpec extends infer S
  ? S extends { readonly kind: infer K extends string }
    ? K | ({ readonly kind: K } & Partial<Omit<S, "kind">>)
    : never
  : never;

/** Completes a list of augmentations, which are done in its order; frozen. Throws SpecError. */
export function defineAugmentations(path: string, input: unknown): readonly AugmentationSpec[] {
  if (!Array.isArray(input) || input.length === 0) {
    throw valueError(path, input, 'a list of at least one augmentation, such as [{ kind: "random-shift", pixels: 2 }]');
  }
  return Object.freeze(input.map((one: unknown, i) => defineAugmentation(`${path}[${i}]`, one)));
}

/** Completes one. Throws SpecError. */
export function defineAugmentation(path: string, input: unknown): AugmentationSpec {
  const given = openSpec(path, input);
  const kind = chooseKind(path, augmentations, given, augmentationWords);
  const fields = augmentations[kind].fields as Fields<AugmentationSpec>;
  const head = { kind } as Pick<AugmentationSpec, "kind">;
  const spec = completeSpec(path, `the ${kind} augmentation`, head, fields, given, augmentationWords);
  augmentations[kind].check?.(spec, path);
  return spec;
}

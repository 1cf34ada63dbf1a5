import { nearestName } from "./nearest-name.ts";

/**
 * Other programs' names of a set's members: by our name, or by a few words on what to do instead, the names that mean
 * it, in small letters and digits alone. The first row whose own name the set has counts.
 */
export type Words = Readonly<Record<string, RegExp>>;

/** Keras names the figures of training without a prefix. */
export const metricWords: Words = {
  "validation-loss": /^vall/,
  "validation-accuracy": /^vala/,
  "train-loss": /^loss/,
  "train-accuracy": /^acc/,
};

/**
 * The member of `known`, or the advice, that `name` means: the same name but for capitals, signs and a module before it
 * (nn.GELU); what the table says; a name misspelt a little; the longest known name within it (`step` in StepLR); or the
 * first that contains it. Null when nothing fits.
 */
export function translate(name: unknown, known: readonly string[], words: Words): string | null {
  if (typeof name !== "string" || name === "") return null;
  const said = simplify(name);
  const last = simplify(name.slice(name.lastIndexOf(".") + 1));
  return (
    known.find((ours) => [said, last].includes(simplify(ours))) ??
    Object.keys(words).find((ours) => words[ours].test(said) && (known.includes(ours) || ours.includes(" "))) ??
    nearestName(name, known) ??
    known.filter((ours) => ours.length > 2 && said.includes(simplify(ours))).sort((a, b) => b.length - a.length)[0] ??
    known.find((ours) => said.length > 3 && simplify(ours).includes(said)) ??
    null
  );
}

/** LeakyReLU, leaky_relu and leaky-relu are one. */
function simplify(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

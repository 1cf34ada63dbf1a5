import { nearestName } from "./nearest-name.ts";

/**
 * What other programs call the things of a set: by our name, or in a few words what to do instead, the names that mean it, in small letters and
 * digits alone. Of several rows the first counts whose own name the set has.
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
 * What of `known`, or what to do, somebody means who says `name`: the same but for capitals, signs and a module before it, as in nn.GELU, what the
 * table says, what is misspelt a little, the longest name that it holds, as `step` in StepLR, or the first that holds it. Null when nothing is known of it.
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

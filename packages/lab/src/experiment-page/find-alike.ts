/** Which configurations cannot be told apart from the best. */
import type { Configuration } from "./configuration.ts";
import type { DescribedExperiment } from "./describe-experiment.ts";

/** Those that share a letter with it, in the order of the ranking. */
export function findAlike({ ranking, configurations }: DescribedExperiment): readonly Configuration[] {
  const [best] = ranking.order;
  if (best === undefined) return [];
  return ranking.order
    .filter((other) => other.index !== best.index && other.letters.some((letter) => best.letters.includes(letter)))
    .map(({ index }) => configurations[index] as Configuration);
}

/** One colour per thing throughout the report: Adam is purple in Figure 3 and in every claim. */
import { seriesColorList, seriesColors } from "charts";

const known: Readonly<Record<string, string>> = {
  training: seriesColors.blue,
  validation: seriesColors.vermillion,
  ReLU: seriesColors.blue,
  tanh: seriesColors.vermillion,
  SGD: seriesColors.grey,
  RMSprop: seriesColors.green,
  Adam: seriesColors.purple,
};

/** "SGD 0.01" is about SGD. */
function firstWord(name: string): string {
  return name.split(" ", 1)[0] as string;
}

/**
 * A colour for each name, in order: the first series about a thing takes the thing's colour, the others what is left;
 * used up, the colours begin again.
 */
export function chooseColors(names: readonly string[]): readonly string[] {
  const owners = new Map<string, string>();
  for (const name of names) {
    const color = known[firstWord(name)];
    if (color !== undefined && ![...owners.values()].includes(color)) owners.set(name, color);
  }
  const free = seriesColorList.filter((color) => ![...owners.values()].includes(color));
  return names.map((name) => {
    const own = owners.get(name);
    if (own !== undefined) return own;
    if (free.length === 0) free.push(...seriesColorList);
    return free.shift() as string;
  });
}

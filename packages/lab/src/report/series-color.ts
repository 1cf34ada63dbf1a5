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

/** A colour for each name, in order: its own where it has one, else the first that is left; used up, they begin again. */
export function chooseColors(names: readonly string[]): readonly string[] {
  const taken = new Set(names.flatMap((name) => known[name] ?? []));
  let left = seriesColorList.filter((color) => !taken.has(color));
  return names.map((name) => {
    const own = known[name];
    if (own !== undefined) return own;
    if (left.length === 0) left = [...seriesColorList];
    return left.shift() as string;
  });
}

/** Colours of the configurations that a figure shows strongly; grey is left to the others where there are any. */
import { seriesColorList, seriesColors } from "charts";
import { chooseColors } from "../../page-kit/figures/series-color.ts";

const patterns = ["solid", "dashed", "dotted"] as const;

export interface LineLook {
  readonly color: string;
  readonly line: (typeof patterns)[number];
}

/** A look for each name, in order; where the colours are used up the line's pattern tells them apart. */
export function chooseLooks(names: readonly string[], greyIsTaken: boolean): readonly LineLook[] {
  const palette = greyIsTaken ? seriesColorList.filter((color) => color !== seriesColors.grey) : seriesColorList;
  const known = greyIsTaken || names.length > palette.length ? [] : chooseColors(names);
  return names.map((_, i) => ({
    color: (known[i] ?? palette[i % palette.length]) as string,
    line: patterns[Math.floor(i / palette.length) % patterns.length] as LineLook["line"],
  }));
}

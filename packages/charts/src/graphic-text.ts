/** Words at a place of a picture, as an element of ECharts' `graphic`. */
import { figureFont } from "./figure-font.ts";
import type { FigureTheme } from "./palette.ts";

export interface GraphicText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly color: string;
  readonly align: "left" | "center" | "right";
  readonly baseline: "top" | "middle" | "bottom";
  readonly bold: boolean;
}

/** With a rim in the background's colour, so that it can be read on top of lines. */
export function writeText(text: GraphicText, theme: FigureTheme): GraphicElement {
  return {
    type: "text",
    silent: true,
    style: {
      text: text.text,
      x: text.x,
      y: text.y,
      fontSize: text.size,
      fontWeight: text.bold ? "bold" : "normal",
      fontFamily: figureFont,
      fill: text.color,
      stroke: theme.background,
      lineWidth: 3,
      textAlign: text.align,
      textVerticalAlign: text.baseline,
    },
  };
}

/** An element of ECharts' `graphic`, as far as ours go; its own types take any of them. */
export interface GraphicElement {
  readonly type: "text" | "line" | "polyline" | "rect";
  readonly silent: true;
  readonly shape?: Readonly<Record<string, number | readonly (readonly number[])[]>>;
  readonly style: Readonly<Record<string, string | number | readonly number[]>>;
}

/** Title and note, where every figure has them. */
export function writeHeadings(
  { title, note, noteY }: { readonly title: string; readonly note: string; readonly noteY: number },
  theme: FigureTheme,
): readonly GraphicElement[] {
  const place = { x: 12, align: "left", baseline: "top", bold: true } as const;
  const headings = [
    { ...place, y: 4, text: title, size: 16, color: theme.ink },
    { ...place, y: noteY, text: note, size: 12, color: theme.warning },
  ];
  return headings.filter(({ text }) => text !== "").map((heading) => writeText(heading, theme));
}

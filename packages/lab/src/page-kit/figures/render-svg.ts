/** An ECharts option to a stand-alone SVG, without a browser. */
import type { EChartsOption } from "echarts";
import { CustomChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { escapeText, replaceForbidden } from "../escape-text.ts";

use([
  CustomChart,
  GraphicComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  SVGRenderer,
  TitleComponent,
  VisualMapComponent,
]);

export interface SvgFrame {
  /** pixels */
  readonly width: number;
  readonly height: number;
  /** prefix of every id in the picture: unique on a page, and the same in every run */
  readonly name: string;
  /** read out instead of the picture */
  readonly alternative: string;
}

/** Styles for pointing at elements; ours answer through the page's own script. */
function dropHoverStyles(svg: string): string {
  return svg
    .replace(/<style\s*>[\s\S]*?<\/style>\s*/g, "")
    .replace(/ class="[^"]*"/g, "")
    .replaceAll(' pointer-events="visible"', "");
}

/**
 * A page's policy forbids styles of elements (`content-policy.ts`); each of these properties is an attribute of SVG
 * too.
 */
function writeAttributes(svg: string): string {
  return svg.replace(/ style="([^"]*)"/g, (_, style: string) =>
    style
      .split(";")
      .map((declaration) => declaration.split(":"))
      .map(([name = "", value = ""]) => (name === "" ? "" : ` ${name}="${value}"`))
      .join(""),
  );
}

/** ECharts numbers its instances through the life of the process; a picture must not depend on that. */
function nameIds(svg: string, name: string): string {
  return svg.replace(/zr\d+-/g, `${name}-`);
}

/** The picture as SVG text: one root element with a title for screen readers. */
export function renderSvg(option: EChartsOption, frame: SvgFrame): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: frame.width, height: frame.height });
  try {
    chart.setOption(option);
    const svg = replaceForbidden(nameIds(writeAttributes(dropHoverStyles(chart.renderToSVGString())), frame.name));
    const title = `<title>${escapeText(frame.alternative)}</title>`;
    return svg.replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg role="img" ${attributes}>${title}`);
  } finally {
    chart.dispose();
  }
}

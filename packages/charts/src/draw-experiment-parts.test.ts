/** What curves of experiments have besides lines: whiskers, lines behind them, levels, keys in the legend. */
import { expect, test } from "vitest";
import type { CurveFigure, CurvePanel } from "./curve-figure.ts";
import { drawCurves } from "./draw-curves.ts";
import { layoutFigure } from "./layout-figure.ts";
import { lightTheme } from "./palette.ts";

const panel: CurvePanel = {
  title: "",
  xLabel: "epoch",
  yLabel: "loss",
  xScale: "linear",
  xRange: [0, 2],
  yRange: [0, 1],
  curves: [
    {
      name: "a",
      color: "#0072b2",
      line: "solid",
      dots: false,
      points: [
        [1, 0.5],
        [2, 0.4],
      ],
      band: null,
      whiskers: [{ x: 2, low: 0.25, high: 0.75 }],
    },
  ],
  marks: [],
  levels: [{ y: 0.3, label: "threshold 0.3", side: "below" }],
  background: [
    [
      [1, 0.9],
      [2, 0.8],
    ],
    [
      [1, 0.9],
      [2, null],
    ],
  ],
  dots: [
    [1, 0.1],
    [2, null],
  ],
};

const figure: CurveFigure = {
  title: "",
  note: "",
  width: 500,
  plotHeight: 200,
  columns: 1,
  panels: [panel],
  keys: [{ sign: "whisker", name: "95% interval" }],
};

interface Series {
  readonly type: string;
  readonly name?: string;
  readonly data: readonly unknown[];
  readonly renderItem?: (params: { dataIndex: number }, api: { coord(place: number[]): number[] }) => unknown;
  readonly markLine?: { readonly data: unknown };
}

/** an x of 0 to 2 takes two hundred pixels, a y of 0 to 1 ten, upwards from 100 */
const api = { coord: ([x, y]: number[]) => [(x as number) * 200, 100 - (y as number) * 10] };

const { series, legend } = drawCurves(figure, lightTheme) as unknown as {
  series: readonly Series[];
  legend: readonly { data: unknown; top: number; left: number }[];
};
const rendered = series.flatMap((entry) =>
  entry.renderItem === undefined || entry.data.length === 0 ? [] : [entry.renderItem({ dataIndex: 0 }, api)],
);

test("lines behind are one path, without those that a gap leaves with a single point", () => {
  expect(rendered[0]).toMatchObject({ type: "path", shape: { pathData: "M100,91L200,92" }, style: { fill: "none" } });
});

test("dots behind are circles; what is missing has none", () => {
  expect(rendered[1]).toMatchObject({ type: "circle", shape: { cx: 100, cy: 99 } });
  expect(series.filter(({ type, data }) => type === "custom" && data.length === 1)).toHaveLength(3);
});

test("a whisker is an upright line between two caps", () => {
  expect(rendered[2]).toMatchObject({
    shape: { pathData: "M197,97.5H203M200,97.5V92.5M197,92.5H203" },
    style: { stroke: "#0072b2" },
  });
});

test("whiskers that stand aside do so by pixels, whatever the axis", () => {
  const [curve] = panel.curves as [(typeof panel.curves)[number]];
  const whiskers = [{ x: 2, aside: 7, low: 0.25, high: 0.75 }];
  const aside = drawCurves({ ...figure, panels: [{ ...panel, curves: [{ ...curve, whiskers }] }] }, lightTheme);
  const drawn = (aside as unknown as { series: readonly Series[] }).series.flatMap((entry) =>
    entry.renderItem === undefined || entry.data.length === 0 ? [] : [entry.renderItem({ dataIndex: 0 }, api)],
  );
  expect(drawn[2]).toMatchObject({ shape: { pathData: "M204,97.5H210M207,97.5V92.5M204,92.5H210" } });
});

test("a level is a horizontal line with its label on its side", () => {
  expect(series.flatMap(({ markLine }) => (markLine === undefined ? [] : [markLine.data]))).toEqual([
    [{ yAxis: 0.3, label: { formatter: "threshold 0.3", position: "insideStartBottom" } }],
  ]);
});

test("a key stands in a row of its own below the names, for an empty series of its name, and takes room", () => {
  expect(legend.map(({ data }) => data)).toEqual([["a"], [expect.objectContaining({ name: "95% interval" })]]);
  expect(legend[1]?.top).toBe((legend[0]?.top ?? Number.NaN) + 24);
  expect(series.find(({ name }) => name === "95% interval")?.data).toEqual([]);
  const many = {
    ...figure,
    keys: Array.from({ length: 6 }, (_, i) => ({ sign: "band" as const, name: `a key ${i}` })),
  };
  expect(layoutFigure(many).height).toBeGreaterThan(layoutFigure(figure).height);
});

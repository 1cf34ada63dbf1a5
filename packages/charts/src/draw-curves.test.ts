import { expect, test } from "vitest";
import type { Curve, CurveFigure, CurvePanel } from "./curve-figure.ts";
import { outlineBand } from "./draw-band.ts";
import { drawCurves } from "./draw-curves.ts";
import { layoutFigure, rangeOfCurves } from "./layout-figure.ts";
import { locateCurves } from "./locate-plots.ts";
import { lightTheme } from "./palette.ts";

const curve: Curve = {
  name: "validation",
  color: "#0072b2",
  line: "dashed",
  dots: false,
  points: [
    [1, 0.5],
    [2, null],
    [3, 0.7],
    [4, 0.9],
  ],
  band: { name: "min to max of 2 runs", low: [0.4, null, 0.6, 0.8], high: [0.6, null, 0.8, 1] },
};

const panel: CurvePanel = {
  title: "left",
  xLabel: "epoch",
  yLabel: "accuracy",
  xScale: "linear",
  xRange: [0, 4],
  yRange: null,
  curves: [curve],
  marks: [{ x: 2, label: "rate ÷ 2" }],
};

const figure: CurveFigure = {
  title: "Accuracy",
  note: "SYNTHETIC",
  width: 900,
  plotHeight: 200,
  columns: 2,
  panels: [panel, { ...panel, title: "right", xScale: "log", xRange: [0.1, 10], marks: [] }, panel],
};

test("the option holds a grid and a pair of axes per panel, and series on the right ones", () => {
  const option = drawCurves(figure, lightTheme);
  const { grid, xAxis, yAxis, series } = option as Record<string, readonly Record<string, unknown>[]>;
  expect([grid?.length, xAxis?.length, yAxis?.length]).toEqual([3, 3, 3]);
  expect(xAxis?.[1]).toMatchObject({ gridIndex: 1, min: 0, max: 1 });
  const lines = series?.filter((entry) => entry.name === "validation");
  expect(lines?.map((line) => line.xAxisIndex)).toEqual([0, 1, 2]);
  expect(lines?.[0]).toMatchObject({
    type: "line",
    lineStyle: { type: "dashed", color: "#0072b2" },
    // of 0 to 4 across and .4 to 1 up
    data: [
      [0.25, expect.closeTo(1 / 6, 12)],
      [0.75, "-"],
      [0.75, expect.closeTo(0.5, 12)],
      [1, expect.closeTo(5 / 6, 12)],
    ],
  });
});

test("ticks lie where their values do, a logarithmic axis's evenly in the logarithm", () => {
  const { xAxis } = drawCurves(figure, lightTheme) as unknown as {
    xAxis: readonly { axisLabel: { customValues: readonly number[]; formatter: (share: number) => string } }[];
  };
  const labels = xAxis.map(({ axisLabel: { customValues, formatter } }) =>
    customValues.map((share) => [Number(share.toPrecision(6)), formatter(share)]),
  );
  expect(labels[0]).toEqual([
    [0, "0"],
    [0.25, "1"],
    [0.5, "2"],
    [0.75, "3"],
    [1, "4"],
  ]);
  expect(labels[1]?.filter(([, text]) => /^[.0]*1[0]*$/.test(text as string))).toEqual([
    [0, "0.1"],
    [0.5, "1"],
    [1, "10"],
  ]);
});

test("marks are vertical lines of their panel, and the note is drawn in the warning colour", () => {
  const { series, title, legend } = drawCurves(figure, lightTheme) as Record<string, never> & {
    series: readonly { xAxisIndex: number; markLine?: { data: unknown } }[];
  };
  const marked = series.filter((entry) => entry.markLine !== undefined);
  expect(marked.map((entry) => entry.xAxisIndex)).toEqual([0, 2]);
  expect(marked[0]?.markLine?.data).toEqual([{ xAxis: 0.5, label: { formatter: "rate ÷ 2" } }]);
  expect(title).toContainEqual(
    expect.objectContaining({ text: "SYNTHETIC", textStyle: { fontSize: 12, color: lightTheme.warning } }),
  );
  expect(legend).toMatchObject([{ data: ["validation"] }]);
});

test("a band is one outline per stretch without a gap: along the low edge, back along the high one", () => {
  const band = curve.band;
  if (band === null) throw new Error("the curve of this test has a band");
  expect(outlineBand(curve, band)).toEqual([
    [
      [3, 0.6],
      [4, 0.8],
      [4, 1],
      [3, 0.8],
    ],
  ]);
});

test("the range of curves includes their bands and skips what is missing", () => {
  expect(rangeOfCurves([curve])).toEqual([0.4, 1]);
  expect(rangeOfCurves([])).toEqual([0, 1]);
});

test("panels lie in rows, side by side, inside the figure and without touching", () => {
  const { panels, width, height } = layoutFigure(figure);
  const [first, second, third] = panels.map(({ plot }) => plot) as [Plot, Plot, Plot];
  expect(first.y).toBe(second.y);
  expect(second.x).toBeGreaterThan(first.x + first.width);
  expect(third.x).toBe(first.x);
  expect(third.y).toBeGreaterThan(first.y + first.height);
  expect(second.x + second.width).toBeLessThanOrEqual(width);
  expect(third.y + third.height).toBeLessThan(height);
});

type Plot = ReturnType<typeof layoutFigure>["panels"][number]["plot"];

test("a legend that wraps pushes the plots down instead of lying on them", () => {
  const named = (names: readonly string[]): CurveFigure => ({
    ...figure,
    width: 400,
    columns: 1,
    panels: [{ ...panel, curves: names.map((name) => ({ ...curve, name })) }],
  });
  const top = (names: readonly string[]): number => layoutFigure(named(names)).panels[0]?.plot.y ?? Number.NaN;
  const long = "a name that takes half of the legend's width";
  expect(top([`${long} 1`, `${long} 2`])).toBe(top(["a", "b"]) + 24);
  expect(top(["a", "b"])).toBe(top([]) + 24);
});

test("located plots lie where the option puts its grids, with the axes' own ranges", () => {
  const located = locateCurves(figure);
  const { grid } = drawCurves(figure, lightTheme) as { grid: readonly unknown[] };
  expect(located.map(({ plot: { x, y, width, height } }) => ({ left: x, top: y, width, height }))).toEqual(grid);
  expect(located[1]).toMatchObject({ kind: "curves", xScale: "log", xRange: [0.1, 10], yRange: [0.4, 1] });
  expect(located[0]).toMatchObject({ curves: [{ name: "validation", color: "#0072b2", points: curve.points }] });
});

test("single points are dots of a shape of their own, aside where they are told to be; the legend has no line then", () => {
  const single = (line: Curve["line"], aside: number): Curve => ({
    ...curve,
    ...{ name: line, line, aside, dots: true, points: [[1, 0.5]], band: null },
  });
  const dots = [single("solid", 0), single("dashed", 16), single("dotted", -16)];
  const one = { ...figure, panels: [{ ...panel, xRange: [0, 2] as const, xTicks: [1], curves: dots, marks: [] }] };
  const { series, legend, xAxis } = drawCurves(one, lightTheme) as Record<string, readonly Record<string, unknown>[]>;
  expect(series?.map(({ symbol, symbolOffset }) => [symbol, symbolOffset])).toEqual([
    ["circle", [0, 0]],
    ["diamond", [16, 0]],
    ["rect", [-16, 0]],
  ]);
  expect(legend?.[0]).toMatchObject({ lineStyle: { opacity: 0 } });
  expect(legend?.[0]).not.toHaveProperty("itemStyle");
  // at half of the axis, and nowhere else
  expect(xAxis?.[0]).toMatchObject({ axisLabel: { customValues: [0.5] }, axisTick: { customValues: [0.5] } });
  const lines = drawCurves(figure, lightTheme) as Record<string, readonly Record<string, unknown>[]>;
  expect(lines.legend?.[0]).toMatchObject({ itemStyle: { opacity: 0 } });
});

const histogram: CurvePanel = {
  ...panel,
  xRange: null,
  curves: [],
  marks: [],
  bars: {
    name: "rows",
    color: "#0072b2",
    bars: [
      { from: -2, to: -1, height: 3 },
      { from: -1, to: 0, height: 0 },
      { from: 0, to: 1, height: 40 },
    ],
  },
};

test("bars widen the axes from 0 to the highest, are one path, and are read in their middle", () => {
  const bars: CurveFigure = { ...figure, panels: [histogram] };
  const { x, y } = layoutFigure(bars).panels[0]!;
  expect([x.min, x.max, y.min, y.max]).toEqual([-2, 1, 0, 40]);
  // what is counted is whole: there is nothing at 2.5
  const few = { ...histogram, bars: { ...histogram.bars!, bars: [{ from: 0, to: 1, height: 10 }] } };
  expect(layoutFigure({ ...figure, panels: [few] }).panels[0]!.y.ticks).toEqual([0, 5, 10]);
  const [plot] = locateCurves(bars);
  expect(plot).toMatchObject({
    curves: [
      {
        name: "rows",
        points: [
          [-1.5, 3],
          [-0.5, 0],
          [0.5, 40],
        ],
      },
    ],
  });
  const series = drawCurves(bars, lightTheme).series as { renderItem: (params: object, api: object) => unknown }[];
  const drawn = series.map(({ renderItem }) =>
    renderItem({}, { coord: ([px, py]: number[]) => [px! * 300, 200 - py! * 200] }),
  );
  // half a pixel is left at either side, and a bar of no height is none
  expect(drawn).toEqual([
    {
      type: "path",
      shape: { pathData: "M0.5,200L0.5,185L99.5,185L99.5,200ZM200.5,200L200.5,0L299.5,0L299.5,200Z" },
      style: { fill: "#0072b2", opacity: 0.75 },
    },
  ]);
});

test("a cloud of dots widens the axes and has a colour, pale dots do neither", () => {
  const points = [
    [0, -5],
    [10, 15],
  ] as const;
  const cloud: CurvePanel = { ...histogram, xRange: null, cloud: { color: "#d55e00", points }, dots: [[1000, 1000]] };
  const { bars: _none, ...without } = cloud;
  const { x, y } = layoutFigure({ ...figure, panels: [without] }).panels[0]!;
  expect([x.min, x.max, y.min, y.max]).toEqual([0, 10, -5, 15]);
  const series = drawCurves({ ...figure, panels: [without] }, lightTheme).series as {
    data: unknown[];
    renderItem: (params: object, api: object) => { style: object };
  }[];
  const last = series.at(-1)!;
  expect(last.data).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(last.renderItem({ dataIndex: 1 }, { coord: () => [7, 8] })).toMatchObject({
    type: "circle",
    shape: { cx: 7, cy: 8 },
    style: { fill: "#d55e00" },
  });
});

test("long tick labels have room: the axis's name stands beside them, and no label leaves the picture", () => {
  const prices = (high: number): CurvePanel => ({
    ...panel,
    xRange: [0, high],
    yRange: [0, high],
    curves: [],
    marks: [],
  });
  const narrow = layoutFigure({ ...figure, columns: 1, panels: [prices(80)] });
  const wide = layoutFigure({ ...figure, columns: 1, panels: [prices(800_000)] });
  expect([narrow.nameGap, narrow.panels[0]!.plot.x]).toEqual([42, 60]);
  expect(wide.nameGap).toBeGreaterThan(50);
  expect(wide.panels[0]!.plot.x - narrow.panels[0]!.plot.x).toBe(wide.nameGap - 42);
  const end = ({ panels: [{ plot }] }: { panels: readonly [{ plot: { x: number; width: number } }] }) =>
    plot.x + plot.width;
  const widthOfLabel = "800,000".length * 11 * 0.54;
  expect(end(wide as never)).toBeLessThanOrEqual(figure.width - widthOfLabel / 2);
  expect(end(narrow as never)).toBe(figure.width - 16);
});

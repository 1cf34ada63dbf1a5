/**
 * Case I: time per step over width, batch and depth. A cost model fitted on half of the points predicts the other half.
 * `node bench/scaling.ts [OUT_DIR]` writes scaling.json and scaling.svg; about two minutes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describeEnvironment } from "./environment.ts";
import { type CostModel, fitCostModel, TERMS } from "./scaling/cost-model.ts";
import { isInFirstHalf, listPoints, type TimedPoint } from "./scaling/grid.ts";
import { drawPanels, type Panel } from "./scaling/log-log-plot.ts";
import { measurePoint } from "./scaling/measure-point.ts";
import { median } from "./statistics.ts";

/** what a prediction may be off by, in either direction */
const LIMIT = 1.3;

/** Points in `order`'s ascending values, one curve per value of `by`, all else as `fixed`. */
function drawOver(
  points: readonly TimedPoint[],
  model: CostModel,
  over: Axis,
  by: Axis,
  fixed: Partial<TimedPoint>,
): Panel {
  const [[rest, value]] = Object.entries(fixed) as [[Axis, number]];
  const shown = points.filter((point) => point[rest] === value);
  const curves = [...new Set(shown.map((point) => point[by]))].map((key) => ({
    label: `${by} ${key}`,
    points: shown
      .filter((point) => point[by] === key)
      .sort((a, b) => a[over] - b[over])
      .map((point) => [point[over], point.seconds, model.predict(point)] as const),
  }));
  return { title: `time per step, ${rest} ${value}`, xLabel: over, curves };
}

type Axis = "width" | "batch" | "depth";

const out = process.argv[2] ?? join(import.meta.dirname, "results");
const environment = describeEnvironment();
const begin = performance.now();
const points: TimedPoint[] = [];
for (const point of listPoints()) {
  points.push(await measurePoint(point, availableParallelism()));
  const { width, batch, depth, seconds } = points.at(-1)!;
  process.stderr.write(`width ${width}, batch ${batch}, depth ${depth}: ${(seconds * 1e6).toFixed(1)} us\n`);
}
const model = fitCostModel(points.filter(isInFirstHalf));
const predictions = points
  .filter((point) => !isInFirstHalf(point))
  .map((point) => ({ ...point, predicted: model.predict(point) }))
  .map((point) => ({ ...point, off: Math.max(point.predicted / point.seconds, point.seconds / point.predicted) }));
const within = predictions.filter(({ off }) => off <= LIMIT).length;
const worst = predictions.toSorted((a, b) => b.off - a.off).slice(0, 5);
const summary = {
  schema: "minibatch.scaling/1",
  environment,
  limit: LIMIT,
  points: points.length,
  predicted: predictions.length,
  within,
  medianOff: median(predictions.map(({ off }) => off)),
  worst,
  passed: within === predictions.length,
  prices: Object.fromEntries(TERMS.map((term, index) => [term, model.prices[index]])),
  timed: points,
};
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "scaling.json"), `${JSON.stringify(summary, null, 1)}\n`);
writeFileSync(
  join(out, "scaling.svg"),
  drawPanels([
    drawOver(points, model, "width", "batch", { depth: 2 }),
    drawOver(points, model, "batch", "width", { depth: 2 }),
    drawOver(points, model, "depth", "width", { batch: 64 }),
  ]),
);
process.stdout.write(
  `${within} of ${predictions.length} predictions within ${LIMIT} x (${summary.passed ? "passed" : "missed"}), median ` +
    `${summary.medianOff.toFixed(2)} x, worst ${worst[0]!.off.toFixed(2)} x at width ${worst[0]!.width}, batch ` +
    `${worst[0]!.batch}, depth ${worst[0]!.depth}; ${((performance.now() - begin) / 1000).toFixed(0)} s\n`,
);
process.exit(0);

import type { ModelSpec } from "minibatch";
import { expect, test } from "vitest";
import {
  inventExperiment,
  inventSearch,
  inventUniform,
  optimizersExperiment,
  regressionExperiment,
  singleExperiment,
} from "../../../test/sample-experiments.ts";
import type { Figure } from "../../page-kit/figures/figure.ts";
import type { ExperimentPageInput } from "../experiment-page-input.ts";
import { prepareExperimentPage } from "../render-experiment-page.ts";

function draw(input: ExperimentPageInput): ReadonlyMap<string, Figure> {
  return new Map(prepareExperimentPage(input).figures.map((figure) => [figure.name, figure]));
}

const search = inventSearch(30, 3, 20);
const figures = {
  optimizers: draw(optimizersExperiment),
  search: draw(search),
  regression: draw(regressionExperiment),
};

test("each experiment has the figures that it can have, its objective's curves first", () => {
  expect([...figures.optimizers.keys()]).toEqual(["learning-curves-accuracy", "learning-curves-loss"]);
  expect([...figures.search.keys()]).toEqual([
    "learning-curves-accuracy",
    "learning-curves-loss",
    "parallel-coordinates",
    "parameter-importance",
  ]);
  expect([...figures.regression.keys()]).toEqual(["learning-curves-loss", "objective-by-parameter"]);
  expect([...draw(singleExperiment).keys()]).toEqual(["learning-curves-accuracy", "learning-curves-loss"]);
  expect([...draw(inventUniform("ready")).keys()]).toEqual([]);
});

test("the best trial's network is drawn where it is known, last, without what a page's policy forbids", () => {
  const network = optimizersExperiment.spec.model as ModelSpec;
  const drawn = draw({ ...optimizersExperiment, network });
  expect([...drawn.keys()].at(-1)).toBe("network");
  const { svg, alternative, plots, missing } = drawn.get("network") as Figure;
  expect({ plots, missing }).toEqual({ plots: [], missing: null });
  expect(alternative).toMatch(/^From input 20 to the loss sigmoid-binary-cross-entropy: dense .*, 1\. .* parameters/);
  expect(svg).not.toMatch(/style|class=/);
  expect(draw({ ...optimizersExperiment, network: null }).has("network")).toBe(false);
});

test("curves are means over the trials: training left, validation right, the best first", () => {
  const [train, validation] = figures.optimizers.get("learning-curves-accuracy")?.plots ?? [];
  if (train?.kind !== "curves" || validation?.kind !== "curves") throw new Error("both are plots of curves");
  expect([train.curves, validation.curves].map((curves) => curves.map(({ name }) => name))).toEqual([
    ["RMSprop", "Adam", "SGD"],
    ["RMSprop", "Adam", "SGD"],
  ]);
  const runs = optimizersExperiment.trials
    .filter(({ parameters }) => parameters.optimizer === "SGD")
    .map(({ id }) => optimizersExperiment.metrics.get(id)?.validationAccuracy?.[49] ?? Number.NaN);
  const mean = runs.reduce((sum, value) => sum + value, 0) / 5;
  expect(validation.curves[2]?.points[49]).toEqual([50, Number(mean.toFixed(4))]);
  expect(train.yRange).toEqual(validation.yRange);
});

test("of many configurations eight are named, the others are one path of lines", () => {
  const { svg, plots, caption } = figures.search.get("learning-curves-accuracy") as Figure;
  const [plot] = plots;
  expect(plot?.kind === "curves" && plot.curves.length).toBe(8);
  expect(svg).toContain("22 other configurations");
  expect(caption).toContain("The 8 best configurations are named, the other 22 are thin and grey.");
  const grey = [...svg.matchAll(/<path d="([^"]*)"[^>]*stroke-width="0.8"/g)].map(([, path]) => path ?? "");
  expect(grey).toHaveLength(2);
  // every other configuration has begun, and so has a line
  for (const path of grey) expect(path.match(/M/g)).toHaveLength(22);
});

test("the threshold is drawn where it is the objective's, and only there", () => {
  expect(figures.optimizers.get("learning-curves-accuracy")?.svg.match(/threshold 0\.56/g)).toHaveLength(1);
  expect(figures.optimizers.get("learning-curves-loss")?.svg).not.toContain("threshold");
});

test("parallel coordinates have a line for each configuration, the best on top in orange", () => {
  const [plot] = figures.search.get("parallel-coordinates")?.plots ?? [];
  if (plot?.kind !== "lines") throw new Error("parallel coordinates are lines");
  expect(plot.lines).toHaveLength(30);
  const best = prepareExperimentPage(search).ranked[0];
  expect(plot.lines.at(-1)).toMatchObject({ color: "#d55e00", name: expect.stringContaining(best?.name ?? "?") });
  // optimizer, rate, momentum, units, dropout, objective
  for (const { points } of plot.lines) expect(points).toHaveLength(6);
});

test("the objective along a rate: means at the rates, in the logarithm", () => {
  const [plot] = figures.regression.get("objective-by-parameter")?.plots ?? [];
  if (plot?.kind !== "curves") throw new Error("it is a plot of curves");
  expect(plot.xScale).toBe("log");
  expect(plot.curves[0]?.points.map(([x]) => x)).toEqual([0.001, 0.004, 0.016, 0.063, 0.25, 1]);
});

test("beside the first and the last rate there is room, the more the wider the axis", () => {
  const rates = [1e-4, 1e-3, 1e-2, 0.1, 0.5, 1];
  const wide = draw({
    ...regressionExperiment,
    trials: regressionExperiment.trials.map((trial) => ({
      ...trial,
      parameters: { learningRate: rates[trial.configuration]! },
    })),
  });
  const [plot] = wide.get("objective-by-parameter")?.plots ?? [];
  // four decades, of which 4% are a factor of 1.445
  expect(plot?.kind === "curves" && plot.xRange[0]).toBeCloseTo(1e-4 / 10 ** 0.16, 10);
  expect(plot?.kind === "curves" && plot.xRange[1]).toBeCloseTo(10 ** 0.16, 10);
});

test("beside counts, too, but never below 0", () => {
  const rangeOf = (values: readonly number[]) => {
    const trials = regressionExperiment.trials.map((trial) => ({
      ...trial,
      parameters: { learningRate: values[trial.configuration]! },
    }));
    const learningRate = {
      kind: "choice" as const,
      values: values.map((value) => ({ label: value, value })),
      at: ["optimizer.learningRate"],
      when: {},
    };
    const spec = { ...regressionExperiment.spec, parameters: { learningRate } };
    const [plot] = draw({ ...regressionExperiment, spec, trials }).get("objective-by-parameter")?.plots ?? [];
    return plot?.kind === "curves" && plot.xRange;
  };
  // whole ticks: the next one beyond the room
  expect(rangeOf([10, 20, 30, 40, 50, 60])).toEqual([0, 80]);
  expect(rangeOf([0, 20, 40, 60, 80, 100])).toEqual([0, 125]);
});

test("an axis of epochs begins at the first, its ticks are whole, a single epoch stands in the middle", () => {
  const shorten = (epochs: number) => ({
    ...optimizersExperiment,
    metrics: new Map(
      [...optimizersExperiment.metrics].map(([id, figures]) => [
        id,
        Object.fromEntries(
          Object.entries(figures).map(([name, values]) => [name, Array.from(values).slice(0, epochs)]),
        ),
      ]),
    ),
  });
  const rangeOf = (epochs: number) => {
    const [plot] = draw(shorten(epochs)).get("learning-curves-accuracy")?.plots ?? [];
    return plot?.kind === "curves" && plot.xRange;
  };
  expect([1, 2, 3, 5].map(rangeOf)).toEqual([
    [0, 2],
    [1, 2],
    [1, 3],
    [1, 5],
  ]);
  expect(draw(shorten(2)).get("learning-curves-accuracy")?.svg).not.toMatch(/>1\.5</);
});

test("on parallel axes numbers ascend, however the experiment lists them; names stand as it lists them", () => {
  const choice = (labels: readonly (string | number)[]) =>
    ({
      kind: "choice",
      values: labels.map((label) => ({ label, value: label })),
      at: ["optimizer"],
      when: {},
    }) as const;
  const [rates, names] = [
    [0.1, 0.01, 0.03],
    ["sgd", "adam"],
  ] as const;
  const { svg } = draw(
    inventExperiment({
      spec: { ...optimizersExperiment.spec, parameters: { rate: choice(rates), optimizer: choice(names) }, repeats: 1 },
      points: rates.flatMap((rate) => names.map((optimizer) => ({ rate, optimizer }))),
      synthetic: false,
      invent: (configuration) => ({ end: 0.5 + configuration / 50, speed: 5, status: "finished", epochs: 3 }),
    }),
  ).get("parallel-coordinates") as Figure;
  // an axis's labels are drawn from its lower end up
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, word]) => word as string);
  expect(words.filter((word) => ["0.01", "0.03", "0.1"].includes(word))).toEqual(["0.01", "0.03", "0.1"]);
  expect(words.filter((word) => ["adam", "sgd"].includes(word))).toEqual(["sgd", "adam"]);
});

/** Trials of one epoch. */
function oneEpoch(configurations: number, repeats: number): ExperimentPageInput {
  return inventExperiment({
    spec: { ...optimizersExperiment.spec, repeats, training: { ...optimizersExperiment.spec.training, epochs: 1 } },
    points: Array.from({ length: configurations }, (_, i) => ({ optimizer: `optimizer-${i}` })),
    synthetic: false,
    invent: (configuration) => ({ end: 0.55 + configuration / 100, speed: 1, status: "finished", epochs: 1 }),
  });
}

test("of one epoch there are dots and whiskers: nothing promises a line or a band, and the axis names no other epoch", () => {
  const { svg, caption } = draw(oneEpoch(3, 5)).get("learning-curves-accuracy") as Figure;
  expect(caption).toMatch(
    /^Training \(left\) and validation \(right\) accuracy after the one epoch\. Each dot is the mean /,
  );
  expect(caption).toContain("its whisker is the 95% t-interval of the mean");
  expect(caption).not.toMatch(/\bline|\bband/);
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, word]) => word);
  expect(words).toContain("95% interval of the mean");
  expect(words).not.toContain("min to max of 5 trials");
  // beside the two labels of either axis
  expect(words.filter((word) => /^[0-9]$/.test(word!))).toEqual(["1", "1"]);
  const once = draw(oneEpoch(3, 1)).get("learning-curves-accuracy") as Figure;
  expect(once.caption).toContain("Each dot is one training: without repeats there is no interval.");
});

test("of one epoch the others are pale dots, for a line of one point cannot be seen", () => {
  const { svg, caption } = draw(oneEpoch(11, 2)).get("learning-curves-accuracy") as Figure;
  expect(caption).toContain("the other 3 are pale and grey");
  // three on either panel
  expect(svg.match(/<circle[^>]*opacity="0.55"|<path[^>]*fill-opacity="0.55"/g)).toHaveLength(6);
});

test("captions have the figures of the tables, in their decimals", () => {
  const page = prepareExperimentPage(optimizersExperiment);
  const { caption } = figures.optimizers.get("learning-curves-accuracy") as Figure;
  const shown = page.ranking.order.map(({ mean, name }) => `${mean?.toFixed(4)} for ${name}`);
  expect(caption).toContain(`Mean validation accuracy at the end: ${shown.join("; ")}.`);
});

test("the lines of choices stand in the experiment's order, not in that of the alphabet", () => {
  const labels = ["64", "8", "16"];
  const batch = {
    kind: "choice",
    values: labels.map((label) => ({ label, value: Number(label) })),
    at: ["training.batchSize"],
    when: {},
  } as const;
  const { spec, trials } = regressionExperiment;
  const figure = draw({
    ...regressionExperiment,
    spec: { ...spec, parameters: { ...spec.parameters, batch } },
    trials: trials.map((trial) => ({
      ...trial,
      parameters: { ...trial.parameters, batch: labels[trial.configuration % 3]! },
    })),
  }).get("objective-by-parameter");
  const [plot] = figure?.plots ?? [];
  expect(plot?.kind === "curves" && plot.curves.map(({ name }) => name)).toEqual(labels);
});

test("SYNTHETIC stands on every figure of synthetic data, and only there", () => {
  for (const { svg } of figures.search.values()) expect(svg).toContain("SYNTHETIC");
  for (const { svg } of figures.optimizers.values()) expect(svg).not.toContain("SYNTHETIC");
});

test("a loss that explodes does not flatten the others", () => {
  const ruined = optimizersExperiment.trials.filter(({ parameters }) => parameters.optimizer === "SGD");
  const metrics = new Map(optimizersExperiment.metrics);
  for (const { id } of ruined) metrics.set(id, { validationLoss: Array.from({ length: 50 }, () => 1e9) });
  const figure = draw({ ...optimizersExperiment, metrics }).get("learning-curves-loss");
  const plot = figure?.plots.at(-1);
  expect(plot?.kind === "curves" && plot.yRange[1]).toBeLessThan(3);
  expect(figure?.caption).toContain("Larger losses than the axis shows are cut off.");
});

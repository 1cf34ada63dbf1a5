/**
 * Tree-structured Parzen estimator: J. Bergstra, R. Bardenet, Y. Bengio, B. Kegl, "Algorithms for hyper-parameter
 * optimization", NeurIPS 2011, section 4. It splits the configurations so far into good ones and the rest, estimates a
 * density l from the good ones and g from the rest (per parameter, from the configurations in which it applies), draws
 * candidates from l, and tries the one with the largest l / g.
 *
 * A batch is drawn from the results of all batches before it, each point from a stream of its own. So points do not
 * depend on the order in which trials end, nor on the number of workers. Points that were tried already are skipped.
 */
import { createStream, type Stream } from "minibatch";
import { UsageError } from "../../errors.ts";
import type { ExperimentSpec, ParameterSpec, Point, Scalar, SearchSpec } from "../../experiment/spec.ts";
import type { ConfigurationState } from "../group-trials.ts";
import { applyConditions } from "../space/assignment.ts";
import { pointKey } from "../space/distinct-points.ts";
import { choiceEstimator } from "./choice-estimator.ts";
import { findSmallSpace } from "./conflicts.ts";
import type { Estimator } from "./estimator.ts";
import { orderConfigurations } from "./order-configurations.ts";
import { parzenEstimator } from "./parzen-estimator.ts";
import { drawRandomPoints } from "./random.ts";
import type { Strategy } from "./strategy.ts";

type TpeSearch = Extract<SearchSpec, { kind: "tpe" }>;

/** Optuna's `default_gamma`: a tenth of the configurations are good, but at most 25. */
const GOOD_SHARE = 0.1;
const MOST_GOOD = 25;

/** After this many rounds without a new candidate the space counts as exhausted. */
const MOST_ROUNDS = 100_000;

/** l and g of one parameter. */
interface Densities {
  readonly name: string;
  readonly good: Estimator;
  readonly others: Estimator;
}

export const tpe: Strategy<TpeSearch> = {
  findConflict: (spec, { configurations }) => findSmallSpace(spec, configurations),
  countConfigurations: (_, { configurations }) => configurations,
  groupEnd: (_, search, configuration) => {
    if (configuration < search.startup) return Math.min(search.startup, search.configurations);
    return Math.min(search.configurations, batchStart(search, configuration) + search.batch);
  },
  propose(spec, search, first, earlier) {
    const end = tpe.groupEnd(spec, search, first);
    if (first >= end) return [];
    if (first < search.startup) return drawRandomPoints(spec, end).slice(first);
    const start = batchStart(search, first);
    const densities = estimateDensities(
      spec,
      earlier.filter(({ configuration }) => configuration < start),
    );
    const tried = new Set(earlier.map(({ point }) => pointKey(spec, point)));
    return Array.from({ length: end - first }, (_, i) => {
      const point = drawUntried(spec, search, first + i, densities, tried);
      tried.add(pointKey(spec, point));
      return point;
    });
  },
};

function batchStart({ startup, batch }: TpeSearch, configuration: number): number {
  return startup + Math.floor((configuration - startup) / batch) * batch;
}

function estimateDensities(spec: ExperimentSpec, configurations: readonly ConfigurationState[]): Densities[] {
  const ranked = orderConfigurations(spec.objective, configurations);
  const goodCount = Math.min(Math.ceil(GOOD_SHARE * ranked.length), MOST_GOOD);
  const good = ranked.slice(0, goodCount).filter(({ trials }) => trials.every(({ status }) => status !== "failed"));
  const others = ranked.slice(good.length);
  return Object.entries(spec.parameters).map(([name, parameter]) => ({
    name,
    good: estimate(parameter, valuesOf(name, good)),
    others: estimate(parameter, valuesOf(name, others)),
  }));
}

/** A parameter's values, from the configurations in which it applies. */
function valuesOf(name: string, configurations: readonly ConfigurationState[]): Scalar[] {
  return configurations.flatMap(({ point }) => point[name] ?? (Object.hasOwn(point, name) ? [null] : []));
}

function estimate(parameter: ParameterSpec, values: readonly Scalar[]): Estimator {
  return parameter.kind === "choice" ? choiceEstimator(parameter, values) : parzenEstimator(parameter, values);
}

/** The best new candidate, from the first round that has one. */
function drawUntried(
  spec: ExperimentSpec,
  { candidates }: TpeSearch,
  configuration: number,
  densities: readonly Densities[],
  tried: ReadonlySet<string>,
): Point {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // index1 separates these streams from those of random points, where it is 0
    const stream = createStream(spec.seed, "search", configuration, round + 1);
    const points = Array.from({ length: candidates }, () => drawCandidate(spec, densities, stream));
    const untried = points.filter((point) => !tried.has(pointKey(spec, point)));
    const scores = untried.map((point) => scoreOf(densities, point));
    const best = untried[scores.indexOf(scores.reduce((most, score) => Math.max(most, score), -Infinity))];
    if (best !== undefined) return best;
  }
  throw new UsageError(
    `Cannot draw configuration ${configuration}: ${MOST_ROUNDS} rounds gave no point that was not tried; lower ` +
      "search.configurations, or use a grid",
  );
}

/** Draws a point from l: a value for every parameter, of which those that apply are kept. */
function drawCandidate(spec: ExperimentSpec, densities: readonly Densities[], stream: Stream): Point {
  return applyConditions(spec, Object.fromEntries(densities.map(({ name, good }) => [name, good.draw(stream)])));
}

/** log l - log g of the parameters that apply. */
function scoreOf(densities: readonly Densities[], point: Point): number {
  return densities
    .filter(({ name }) => Object.hasOwn(point, name))
    .reduce((sum, { name, good, others }) => {
      const value = point[name] ?? null;
      return sum + good.logDensity(value) - others.logDensity(value);
    }, 0);
}

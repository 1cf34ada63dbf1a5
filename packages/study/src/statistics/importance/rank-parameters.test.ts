import fc from "fast-check";
import { createNormalSource, createStream } from "minibatch";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { explainByForest } from "./explain-by-forest.ts";
import { analyzeGrid } from "./main-effects.ts";
import { decomposeVariance } from "./marginal-variance.ts";
import { type ParameterPoint, readLevels, weighLevels } from "./parameter-levels.ts";
import { rankParameters } from "./rank-parameters.ts";
import { growTree } from "./regression-tree.ts";

const OPTIMIZERS = ["sgd", "adam", "rmsprop"] as const;

/** n points of two numbers that matter (variances 4 : 1), and a number and a name that do not, with noise of `sd` */
function draw(n: number, sd: number, seed: number): { points: ParameterPoint[]; values: number[] } {
  const stream = createStream(seed, "data");
  const normal = createNormalSource(createStream(seed, "data", 1));
  const points = Array.from({ length: n }, () => ({
    strong: stream.nextFloat(),
    weak: stream.nextFloat(),
    idle: stream.nextFloat(),
    label: OPTIMIZERS[Math.floor(3 * stream.nextFloat())]!,
  }));
  return { points, values: points.map(({ strong, weak }) => 2 * strong - weak + sd * normal()) };
}

function grid(...levels: readonly number[]): ParameterPoint[] {
  return levels.reduce<ParameterPoint[]>(
    (points, count, i) =>
      points.flatMap((point) => Array.from({ length: count }, (_, level) => ({ ...point, [`p${i}`]: level }))),
    [{}],
  );
}

function byName(ranking: ReturnType<typeof rankParameters>): Record<string, number> {
  return Object.fromEntries(ranking.parameters.map(({ name, importance }) => [name, importance]));
}

describe("full grids", () => {
  test("eta squared by hand: rows 1 2 3 and 5 6 7 give 24 and 4 of 28", () => {
    const ranking = rankParameters(grid(3, 2), [1, 5, 2, 6, 3, 7]);
    expect(ranking.method).toBe("main effects");
    expect(ranking.parameters.map(({ name, valueCount }) => [name, valueCount])).toEqual([
      ["p1", 2],
      ["p0", 3],
    ]);
    expectClose(
      ranking.parameters.map(({ importance }) => importance),
      [24 / 28, 4 / 28],
      { rel: 1e-14 },
    );
    expect(ranking.explained).toBeNull();
  });

  test("an interaction is no main effect; repeats tell what is chance", () => {
    const points = [...grid(2, 2), ...grid(2, 2)];
    const ranking = rankParameters(points, [2, 0, 0, 2, 4, 0, 0, 4]);
    // cells 3, 0, 0, 3 around 1.5: 18 between them, 4 within
    expectClose(byName(ranking).p0!, 0, { abs: 1e-15 });
    expectClose(ranking.explained!, 18 / 22, { rel: 1e-14 });
  });

  test("a tree with a leaf per cell has the main effects of the analysis of variance", () => {
    const table = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 }))
      .chain((sizes) => {
        const length = sizes[0] * sizes[1] * sizes[2];
        return fc.tuple(
          fc.constant(sizes),
          fc.array(fc.integer({ min: -50, max: 50 }), { minLength: length, maxLength: length }),
        );
      });
    fc.assert(
      fc.property(table, fc.boolean(), ([sizes, values], named) => {
        const points = grid(...sizes).map((point) => (named ? { ...point, p0: `v${point.p0}` } : point));
        const parameters = readLevels(points);
        const effects = analyzeGrid(parameters, values);
        fc.pre(effects !== null);
        const rows = Int32Array.from(values.keys());
        const { total, main } = decomposeVariance(weighLevels(parameters), growTree(parameters, values, rows, 1));
        expectClose(
          Array.from(main, (variance) => variance / total),
          effects!.shares,
          { abs: 1e-10 },
        );
      }),
    );
  });

  test("a grid with one trial missing has about the importances of the whole one", () => {
    const points = grid(4, 4, 3);
    const values = points.map(({ p0, p1 }) => 3 * Number(p0) + Number(p1));
    const whole = byName(rankParameters(points, values));
    const ranking = rankParameters(points.slice(1), values.slice(1));
    expect(ranking.method).toBe("forest");
    const part = byName(ranking);
    for (const name of ["p0", "p1", "p2"]) expectClose(part[name]!, whole[name]!, { abs: 0.07 });
  });
});

describe("random points", () => {
  test("what was planted is found in its order and size, what does nothing gets about 0", () => {
    const { points, values } = draw(200, 0.2, 1);
    const ranking = rankParameters(points, values);
    expect(ranking.method).toBe("forest");
    expect(ranking.parameters.slice(0, 2).map(({ name }) => name)).toEqual(["strong", "weak"]);
    // variances: 4/12, 1/12 and 0.04 of noise
    const { strong, weak, idle, label } = byName(ranking);
    expectClose([strong!, weak!], [4 / 12 / (5 / 12 + 0.04), 1 / 12 / (5 / 12 + 0.04)], { abs: 0.08 });
    expect(Math.max(idle!, label!)).toBeLessThan(0.01);
    expectClose(ranking.explained!, 5 / 12 / (5 / 12 + 0.04), { abs: 0.1 });
  });

  test("the same for the same seed, another for another", () => {
    const { points, values } = draw(40, 0.2, 2);
    expect(rankParameters(points, values, { seed: 5 })).toEqual(rankParameters(points, values, { seed: 5 }));
    expect(rankParameters(points, values, { seed: 6 })).not.toEqual(rankParameters(points, values, { seed: 5 }));
  });

  test("figures of nothing but chance: nothing is found", () => {
    const { points } = draw(60, 0, 3);
    const normal = createNormalSource(createStream(3, "data", 2));
    const ranking = rankParameters(
      points,
      points.map(() => normal()),
    );
    expect(ranking).toMatchObject({ method: "nothing found", parameters: [], explained: null });
    expect(ranking.note).toContain("no better than their mean");
  });

  test("more than 64 numbers are grouped and lose next to nothing", () => {
    const points = Array.from({ length: 500 }, (_, i) => ({ rate: i }));
    const [levels] = readLevels(points);
    expect(levels!.count).toBe(64);
    const [weights] = weighLevels([levels!]);
    expect(Math.max(...weights!) - Math.min(...weights!)).toBeLessThan(0.0021);
    const forest = explainByForest(
      [levels!],
      points.map(({ rate }) => rate),
      0,
    );
    expectClose([forest.shares[0]!, forest.explained], [1, 1], { abs: 0.01 });
  });
});

test("a conditional parameter is a level of its own where it is absent; whether it applies is its parent's", () => {
  const stream = createStream(4, "data");
  const points = Array.from({ length: 120 }, (): ParameterPoint => {
    const optimizer = OPTIMIZERS[Math.floor(3 * stream.nextFloat())]!;
    return optimizer === "sgd" ? { optimizer, momentum: stream.nextFloat() } : { optimizer };
  });
  const [optimizer, momentum] = readLevels(points);
  expect([optimizer!.ordered, momentum!.ordered]).toEqual([false, true]);
  expect(Array.from(momentum!.ofPoint, (level) => level > 0)).toEqual(points.map((point) => "momentum" in point));
  const parent = byName(
    rankParameters(
      points,
      points.map((point) => (point.optimizer === "sgd" ? 1 : 0)),
    ),
  );
  expectClose([parent.optimizer!, parent.momentum!], [1, 0], { abs: 0.1 });
  const child = byName(
    rankParameters(
      points,
      points.map((point) => Number(point.momentum ?? 0.5)),
    ),
  );
  expectClose([child.momentum!, child.optimizer!], [1, 0], { abs: 0.15 });
});

test("values that are equal, or few, have no importances; what cannot be ranked is refused", () => {
  expect(rankParameters(grid(2, 3), Array(6).fill(0.1)).method).toBe("too little");
  expect(rankParameters([{ a: 1 }, { a: 2 }, { b: 3 }], [1, 2, 3]).method).toBe("too little");
  expect(rankParameters(grid(3, 4).slice(1), Array.from(Array(11).keys()))).toMatchObject({
    method: "too little",
    parameters: [],
  });
  expect(rankParameters([], []).method).toBe("too little");
  expect(() => rankParameters([{ a: 1 }], [1, 2])).toThrow("there are 1 points and 2 values");
  expect(() => rankParameters([{ a: 1 }], [Number.NaN])).toThrow("a value is NaN");
});

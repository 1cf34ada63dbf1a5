/** Each limit of the page's figures and tables, on either side of it. */

import type { ParameterSpec, Point } from "study";
import { expect, test } from "vitest";
import { inventExperiment, inventSearch, optimizersExperiment } from "../../test/sample-experiments.ts";
import type { Figure } from "../page-kit/figures/figure.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";
import { prepareExperimentPage, renderExperimentPage } from "./render-experiment-page.ts";

const { spec } = optimizersExperiment;

/** An experiment of these points, one repeat each unless told, of which `end` says how good each is. */
function inventPoints(
  points: readonly Point[],
  end: (i: number) => number,
  repeats = 1,
  epochs = 2,
): ExperimentPageInput {
  const keys = [...new Set(points.flatMap((point) => Object.keys(point)))];
  const parameters = keys.map((key): [string, ParameterSpec] => {
    const labels = [...new Set(points.flatMap((point) => (point[key] === undefined ? [] : [point[key]])))];
    return [key, { kind: "choice", values: labels.map((label) => ({ label, value: label })), at: [key], when: {} }];
  });
  return inventExperiment({
    spec: {
      ...spec,
      parameters: Object.fromEntries(parameters),
      repeats,
      threshold: 0.5,
      training: { ...spec.training, epochs },
    },
    points,
    synthetic: false,
    invent: (i) => ({ end: end(i), speed: 1, status: "finished", epochs }),
  });
}

function figureOf(input: ExperimentPageInput, name: string): Figure | undefined {
  return prepareExperimentPage(input).figures.find((figure) => figure.name === name);
}

function rates(count: number, last: number): readonly Point[] {
  return Array.from({ length: count }, (_, i) => ({ rate: i === count - 1 ? last : 1 + i / 10 }));
}

test("an axis of listed values is a logarithm where they span more than a factor of 20", () => {
  const scaleOf = (last: number) => {
    const [plot] =
      figureOf(
        inventPoints(rates(3, last), () => 0.6),
        "objective-by-parameter",
      )?.plots ?? [];
    return plot?.kind === "curves" && plot.xScale;
  };
  expect([scaleOf(20), scaleOf(20.1)]).toEqual(["linear", "log"]);
});

test("up to six lines of a choice are drawn along a number", () => {
  const points = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ rate: 0.1, word: `w${i}` })).concat([{ rate: 0.2, word: "w0" }]);
  const lines = (count: number) => {
    const [plot] =
      figureOf(
        inventPoints(points(count), () => 0.6),
        "objective-by-parameter",
      )?.plots ?? [];
    return plot?.kind === "curves" ? plot.curves.length : null;
  };
  expect([lines(6), lines(7)]).toEqual([6, null]);
});

test("eight configurations are named in the curves, of nine one is thin and grey", () => {
  const captionOf = (count: number) =>
    figureOf(
      inventPoints(rates(count, 9), (i) => 0.5 + i / 100),
      "learning-curves-accuracy",
    )?.caption;
  expect(captionOf(8)).not.toContain("thin and grey");
  expect(captionOf(9)).toContain("The 8 best configurations are named, the other one is thin and grey.");
});

test("four curves have whiskers each, of five the three best", () => {
  const captionOf = (count: number) =>
    figureOf(
      inventPoints(rates(count, 9), (i) => 0.5 + i / 100, 2),
      "learning-curves-accuracy",
    )?.caption;
  expect(captionOf(4)).not.toContain("Whiskers are drawn for");
  expect(captionOf(5)).toContain("Whiskers are drawn for the 3 best only.");
});

test("seven parameters have an axis each, of eight the least important has none", () => {
  const captionOf = (count: number) => {
    const points = Array.from({ length: 16 }, (_, i) =>
      Object.fromEntries(Array.from({ length: count }, (__, k) => [`p${k}`, ((i * (k + 3)) % 7) + k])),
    );
    return figureOf(
      inventPoints(points, (i) => 0.5 + (i % 7) / 50),
      "parallel-coordinates",
    )?.caption;
  };
  expect(captionOf(7)).not.toContain("left out");
  expect(captionOf(8)).toContain("The least important parameter is left out.");
});

test("the table of epochs to the threshold has twelve rows, and says so from thirteen configurations on", () => {
  const sectionOf = (count: number) => {
    const page = renderExperimentPage(inventPoints(rates(count, 9), (i) => 0.6 + i / 100));
    return /<h3 id="threshold"[\s\S]*?<\/section>/.exec(page)?.[0] ?? "";
  };
  const rowsOf = (section: string) => section.match(/<tr><td/g)?.length;
  expect([rowsOf(sectionOf(12)), rowsOf(sectionOf(13))]).toEqual([12, 12]);
  expect(sectionOf(12)).not.toContain("12 best");
  expect(sectionOf(13)).toContain(": the 12 best configurations");
});

test("the ranking has three hundred rows, and says how many are left", () => {
  const page = renderExperimentPage(inventPoints(rates(301, 900), (i) => 0.5 + i / 1000, 1, 1));
  expect(page).toContain("1 more configuration, which is worse, is in");
  expect(/<section id="ranking"[\s\S]*?<\/section>/.exec(page)?.[0].match(/<tr><td/g)).toHaveLength(300);
}, 30_000);

test("a list of more than twelve causes is folded", () => {
  const fail = (count: number) => {
    const search = inventSearch(14, 1, 3);
    const trials = search.trials.map((trial, i) =>
      i < count
        ? { ...trial, status: "failed" as const, objective: null, diagnosis: `unit ${"abcdefghijklmn"[i]} died` }
        : { ...trial, status: "finished" as const },
    );
    return renderExperimentPage({ ...search, trials });
  };
  expect(fail(12)).not.toContain("<summary>Failed");
  expect(fail(13)).toContain("<summary>Failed: 13 causes</summary>");
});

test("five failed configurations are named, of more the number of the others", () => {
  const fail = (count: number) => {
    const input = inventPoints(rates(8, 9), () => 0.6);
    const trials = input.trials.map((trial, i) =>
      i < count ? { ...trial, status: "failed" as const, objective: null } : trial,
    );
    return renderExperimentPage({ ...input, trials });
  };
  expect(fail(5)).toContain("rate 1, rate 1.1, rate 1.2, rate 1.3 and rate 1.4.");
  expect(fail(6)).toContain("rate 1, rate 1.1, rate 1.2, rate 1.3, rate 1.4 and 1 other.");
});

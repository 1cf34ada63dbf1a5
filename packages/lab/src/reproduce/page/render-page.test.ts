import { expect, test } from "vitest";
import {
  interruptedReproduction,
  quickSyntheticReproduction,
  sampleReproduction,
} from "../../../test/sample-reproduction.ts";
import { escapeText } from "../../page-kit/escape-text.ts";
import { polishText } from "../../page-kit/polish-text.ts";
import { CLAIMS } from "../claims/claims.ts";
import { renderFigures } from "./figures/render-figures.ts";
import { renderPage } from "./render-page.ts";
import { tellShares } from "./sections/tell-shares.ts";

const figures = renderFigures(sampleReproduction);
const page = renderPage(sampleReproduction, figures);

test("every section stands in the contents and on the page", () => {
  const ids = ["overview", "problem-1", "problem-2", "problem-3", "claims", "differences", "provenance"];
  for (const id of ids) {
    expect(page).toContain(`<a href="#${id}">`);
    expect(page).toContain(`<section id="${id}"`);
  }
});

test("figures, tables, seeds, hashes and both reference results are there", () => {
  for (const n of [1, 2, 3, 4]) expect(page).toContain(`<figure id="figure-${n}">`);
  expect(page).toContain("Table 1.");
  expect(page).toContain("Table 2.");
  for (const { weightsSha256 } of sampleReproduction.problem2.best.runs) expect(page).toContain(weightsSha256);
  for (const hash of Object.values(sampleReproduction.data.mnist.sha256)) expect(page).toContain(hash);
  expect(page).toContain("0.9788");
  expect(page).toContain("0.08092");
  expect(page).toContain("npx minibatch reproduce --seed 1 --numerics fast --workers 2");
});

test("each claim has its article, its verdict, its summary and its test", () => {
  for (const { id, verdict, evidence } of sampleReproduction.claims) {
    const article = new RegExp(
      `<article class="claim ${verdict.replace(" ", "-")}" id="claim-${id}">[\\s\\S]*?</article>`,
    ).exec(page)?.[0];
    expect(article).toContain(escapeText(polishText(tellShares(evidence.summary))));
    expect(article).toContain(escapeText(polishText(tellShares(evidence.test))));
  }
});

test("a claim's accuracies are told as the tables have them, its own words in the results stay", () => {
  const told = "The mean difference is +0.0012 [−0.0005, +0.0029], inside the margin of 0.005.";
  expect(page).toContain(told);
  const claims = /<section id="claims"[\s\S]*?<\/section>/.exec(page)?.[0] ?? "";
  expect(claims.replaceAll(/<[^>]+>/g, " ")).not.toMatch(/\d\.\d\d%|\d points/);
});

test("nothing is loaded: no address outside namespaces, no element that fetches", () => {
  const withoutNamespaces = page.replace(/ xmlns(?::xlink)?="[^"]*"/g, "").replaceAll("http://www.w3.org/2000/svg", "");
  expect(withoutNamespaces).not.toMatch(/https?:/);
  expect(page).not.toMatch(/<(?:img|iframe|object|embed|audio|video)\b|<script [^>]*src|@import|url\((?!#)/);
  expect(page.match(/<link\b[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
});

test("it stays well under two megabytes", () => {
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
});

test("text from the results cannot become markup", () => {
  const evil = `<script>alert(1)</script>"'&`;
  const [first, ...rest] = sampleReproduction.claims;
  if (first === undefined) throw new Error("the sample has claims");
  const claim = {
    ...first,
    claim: evil,
    evidence: {
      ...first.evidence,
      summary: evil,
      test: evil,
      figures: { [evil]: evil },
      tables: [{ title: evil, columns: [evil], rows: [[evil]] }],
      charts: [
        {
          title: evil,
          xLabel: evil,
          yLabel: evil,
          xScale: "linear" as const,
          series: [{ name: evil, points: [[1, 2] as const] }],
        },
      ],
    },
  };
  const poisoned = {
    ...sampleReproduction,
    environment: { ...sampleReproduction.environment, cpu: evil, date: evil },
    claims: [claim, ...rest],
  };
  const text = renderPage(poisoned, figures);
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
});

test("what a rule looked at is listed with its value, whatever that is", () => {
  const [first, ...rest] = sampleReproduction.claims;
  if (first === undefined) throw new Error("the sample has claims");
  const seen = { rate: 1e20, share: 0.25, ran: true, failed: false, word: "x2", none: null, both: [0.5, 1e-7] };
  const claim = { ...first, evidence: { ...first.evidence, figures: seen } };
  const text = renderPage({ ...sampleReproduction, claims: [claim, ...rest] }, figures);
  const list = /<details class="figure-list">[\s\S]*?<\/details>/.exec(text)?.[0] ?? "";
  const cells = [...list.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, shown]) => shown);
  expect(cells).toEqual([
    ...["rate", "10²⁰", "share", "0.25", "ran", "yes", "failed", "no"],
    ...["word", "×2", "none", "–", "both", "0.5, 10⁻⁷"],
  ]);
});

test("the leak is told as far as the interval allows", () => {
  const withDifferences = (differences: readonly number[]): string => {
    const runs = differences.map((difference, i) => ({
      seed: i + 1,
      validationAccuracy: 0.55,
      randomSplitAccuracy: 0.55 + difference,
    }));
    const { problem3 } = sampleReproduction;
    const changed = { ...sampleReproduction, problem3: { ...problem3, grouped: { runs } } };
    return renderPage(changed, figures);
  };
  expect(withDifferences([0.02, 0.021, 0.019])).toContain("the leak shows");
  expect(withDifferences([0.02, -0.02, 0.01])).toContain("over these seeds no leak shows");
  expect(withDifferences([-0.02, -0.021, -0.019])).toContain("the random split is the harder one");
  expect(withDifferences([0.02])).toContain("One seed does not tell");
});

test("an interrupted run gives a page that says what is missing", () => {
  const text = renderPage(interruptedReproduction, renderFigures(interruptedReproduction));
  expect(text).toContain("INCOMPLETE");
  expect(text.match(/class="tile missing"/g)).toHaveLength(CLAIMS.length - interruptedReproduction.claims.length);
  expect(text).toContain("The best configuration is not measured yet.");
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
});

test("synthetic data and a small budget are told on every table and figure, and only then", () => {
  const text = renderPage(quickSyntheticReproduction, renderFigures(quickSyntheticReproduction));
  for (const [caption] of text.matchAll(/<(caption|figcaption)>[\s\S]*?<\/\1>/g)) {
    expect(caption).toContain('<span class="mark">SYNTHETIC</span>');
    expect(caption).toContain('<span class="mark">QUICK</span>');
  }
  expect(text).toContain("<title>SYNTHETIC · QUICK · ");
  expect(page).not.toMatch(/SYNTHETIC|QUICK/);
});

test("a figure that is missing is a bug, told as one", () => {
  expect(() => renderPage(sampleReproduction, [])).toThrow("Cannot render figure 1: there are 0 figures");
});

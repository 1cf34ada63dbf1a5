import { expect, test } from "vitest";
import {
  conditionalExperiment,
  inventSearch,
  inventUniform,
  optimizersExperiment,
  regressionExperiment,
  singleExperiment,
} from "../../test/sample-experiments.ts";
import { renderExperimentPage } from "./render-experiment-page.ts";

const page = renderExperimentPage(optimizersExperiment);
const search = renderExperimentPage(inventSearch(40, 3, 20));
const sections = ["overview", "curves", "ranking", "pairs", "parameters", "trials", "best", "provenance"];

/** Its markup between two section tags. */
function sectionOf(text: string, id: string): string {
  return new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(text)?.[0] ?? "";
}

test("every section stands in the contents and on the page", () => {
  for (const id of sections) {
    expect(page).toContain(`<a href="#${id}">`);
    expect(page).toContain(`<section id="${id}"`);
  }
});

test("nothing is loaded: no address outside namespaces, no element that fetches", () => {
  for (const text of [page, search]) {
    expect(text.replace(/ xmlns(?::xlink)?="[^"]*"/g, "").replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(
      /https?:/,
    );
    expect(text).not.toMatch(/<(?:img|iframe|object|embed|audio|video)\b|<script [^>]*src|@import|url\((?!#)/);
  }
});

test("the best, its interval, and that another one is as good", () => {
  const overview = sectionOf(page, "overview");
  expect(overview).toContain("<strong>RMSprop</strong>");
  expect(overview).toMatch(/<strong>0\.5922<\/strong> \(95% interval 0\.5861 to 0\.5982, 5 trials\)/);
  expect(overview).toContain(
    '<p class="warning">It is not distinguishable from Adam: the difference may be chance.</p>',
  );
});

test("what failed stands first, with its cause; the best is that of the others, and what to do next comes after it", () => {
  const text = renderExperimentPage(conditionalExperiment);
  const overview = sectionOf(text, "overview");
  const ids = [...overview.matchAll(/<h3 id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toEqual(["what-failed", "what-is-best", "what-next", "what-was-tried"]);
  expect(overview).toContain("1 of 5 configurations failed at every seed: sgd, sgd-rate 10²⁰.");
  expect(overview).toMatch(
    /Cause, of all 3 failed trials, in the words of trial 6:\s*<q>Training stopped at step 2: the output of layer2 is Infinity at index 0 \(learning rate 10²⁰\); lower the learning rate<\/q>/,
  );
  expect(overview).toContain("Of the 4 configurations (of 5) that finished, the best is <strong>");
  expect(overview.indexOf("sgd-rate 10²⁰")).toBeLessThan(overview.indexOf("<strong>"));
  expect(sectionOf(page, "overview")).not.toContain("What failed");
});

test("no long row of digits, and no fraction without its zero, is on any page", () => {
  for (const text of [
    page,
    search,
    renderExperimentPage(conditionalExperiment),
    renderExperimentPage(regressionExperiment),
  ]) {
    const shown = text
      .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, "")
      .replace(/<code[\s\S]*?<\/code>/g, "")
      .replace(/<[^>]*>/g, " ");
    expect(shown).not.toMatch(/\d{7}|\d,\d{3},\d{3}/);
    expect(shown).not.toMatch(/(?<![\d.\w])\.\d/);
  }
});

test("letters, effects and tests are explained above the first row that has them", () => {
  const ranking = sectionOf(page, "ranking");
  const alike = "two configurations that share a letter cannot be told apart";
  expect(ranking.indexOf(alike)).toBeGreaterThan(0);
  expect(ranking.indexOf(alike)).toBeLessThan(ranking.indexOf("<table"));
  const pairs = sectionOf(page, "pairs");
  for (const word of ["Effect d: ", "Decided by”"]) {
    expect(pairs.indexOf(word)).toBeGreaterThan(0);
    expect(pairs.indexOf(word)).toBeLessThan(pairs.indexOf("<table"));
  }
  expect(sectionOf(search, "ranking")).toContain("a: the best, and those that cannot be told apart from it");
});

test("the table ranks, and its letters say who is alike", () => {
  const rows = [...sectionOf(page, "ranking").matchAll(/<tr><td[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, shown]) => shown),
  );
  expect(rows.map((row) => [row[0], row[2], row[4], row[7]])).toEqual([
    ["1", "RMSprop", "a", "5"],
    ["2", "Adam", "a", "5"],
    ["3", "SGD", "b", "5"],
  ]);
});

test("every pair has its verdict, its test and how many repeats the better test would need", () => {
  const pairs = sectionOf(page, "pairs");
  expect(pairs.match(/class="verdict apart"/g)).toHaveLength(2);
  expect(pairs.match(/class="verdict alike"/g)).toHaveLength(1);
  expect(pairs).toContain("Of 3 pairs, 2 tell the two apart and 1 does not.");
  expect(pairs).toContain("From 7 repeats per configuration on");
  expect(sectionOf(search, "pairs")).toContain("only the best is compared with each of the others");
});

test("failed trials stand with their diagnosis, pruned ones with their epoch", () => {
  const trials = sectionOf(search, "trials");
  expect(trials).toContain("the weights of hidden1 are NaN");
  expect(trials).toMatch(/Pruned at epoch \d+/);
  expect(sectionOf(page, "trials")).toContain("No trial failed; none was pruned.");
});

test("the best specification can be copied as it is", () => {
  const shown = /<code id="best-spec">([\s\S]*?)<\/code>/.exec(page)?.[1]?.replaceAll("&quot;", '"') ?? "";
  expect(JSON.parse(shown)).toEqual(optimizersExperiment.best?.spec);
  expect(page).toContain("minibatch train best.json");
});

test("hashes and environments are there", () => {
  const { summary } = optimizersExperiment;
  for (const hash of [summary.specSha256, ...Object.values(summary.data)]) expect(page).toContain(hash);
  expect(sectionOf(page, "provenance")).toContain("Invented CPU");
});

test.each(["ready", "failed", "running", "pruned", "cancelled"] as const)(
  "all %s: nothing is claimed, nothing is broken",
  (status) => {
    const text = renderExperimentPage(inventUniform(status));
    for (const id of sections) expect(sectionOf(text, id)).not.toMatch(/\bNaN\b|undefined|Infinity/);
    expect(text).toContain("there is no best configuration");
    expect(text).toContain("Nothing can be compared yet");
    expect(text.includes("UNFINISHED: 15 trials still to come")).toBe(["ready", "running"].includes(status));
  },
);

test("what waits, runs and pauses is still to come, and counted together", () => {
  const statuses = ["ready", "running", "paused", "paused"] as const;
  const counts = { ...optimizersExperiment.summary.counts, ready: 1, running: 1, paused: 2, finished: 11 };
  const trials = optimizersExperiment.trials.map((trial, i) => ({ ...trial, status: statuses[i] ?? trial.status }));
  const text = renderExperimentPage({
    ...optimizersExperiment,
    trials,
    summary: { ...optimizersExperiment.summary, counts },
  });
  expect(text).toContain("UNFINISHED: 4 trials still to come.");
  expect(text).toContain("Go on with the 4 trials that are still to come:");
});

test("of one parameter importance says nothing, of several it is drawn in shares of a hundred, or said to be unknown", () => {
  expect(sectionOf(renderExperimentPage(regressionExperiment), "parameters")).not.toContain("importance");
  const shares = [...sectionOf(search, "parameters").matchAll(/>(\d+)% \(\d+ values\)</g)].map(([, share]) =>
    Number(share),
  );
  expect(shares).toHaveLength(5);
  expect(Math.max(...shares)).toBeGreaterThan(20);
  expect(Math.max(...shares)).toBeLessThanOrEqual(100);
  const once = {
    ...conditionalExperiment,
    spec: { ...conditionalExperiment.spec, repeats: 1 },
    trials: conditionalExperiment.trials.filter(({ repeat }) => repeat === 0),
  };
  expect(sectionOf(renderExperimentPage(once), "parameters")).toContain("No importance: it takes a full grid");
});

test("nothing at all: no trial yet", () => {
  const text = renderExperimentPage({ ...inventUniform("ready"), trials: [], metrics: new Map(), environments: [] });
  expect(text).toContain("There is no trial yet.");
  expect(text).toContain("No trial has begun yet.");
});

test("one trial has no interval, and the page says so", () => {
  const text = renderExperimentPage(singleExperiment);
  expect(text).toContain("It rests on a single trial: it has no interval");
  expect(text).toContain("without repeats there is no interval");
});

test("a regression has no accuracy; a best one whose trials failed is not passed off as safe", () => {
  const text = renderExperimentPage(regressionExperiment);
  expect(sectionOf(text, "curves")).toContain("there is no accuracy, only a loss");
  expect(sectionOf(text, "overview")).toContain(
    "Only 1 of its 4 trials has finished. The best of which all have is learning rate 0.25, with 0.2396.",
  );
  expect(sectionOf(text, "ranking")).toContain("1 of 4");
});

test("SYNTHETIC stands on every table and figure of synthetic data, and only there", () => {
  for (const [caption] of search.matchAll(/<figcaption>[\s\S]*?<\/figcaption>/g)) {
    expect(caption).toContain('<span class="mark">SYNTHETIC</span>');
  }
  expect(search).toContain("<title>SYNTHETIC · random-search</title>");
  expect(page).not.toContain("SYNTHETIC");
});

test("text from the experiment cannot become markup", () => {
  const evil = `<script>alert(1)</script>"'&`;
  const { spec, trials, summary, best } = optimizersExperiment;
  const parameters = { [evil]: { ...spec.parameters.optimizer, at: [evil] } } as typeof spec.parameters;
  const text = renderExperimentPage({
    ...optimizersExperiment,
    spec: { ...spec, description: evil, parameters },
    summary: { ...summary, data: { [evil]: "0" } },
    trials: trials.map((trial, i) => ({
      ...trial,
      parameters: { [evil]: `${evil}${trial.configuration}` },
      ...(i === 0 ? { status: "failed" as const, diagnosis: evil } : {}),
    })),
    environments: [{ [evil]: evil }],
    best: best === null ? null : { ...best, spec: { [evil]: evil } },
  });
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
});

test.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1e308, -1e308])(
  "an objective of %s in a store of an older version, or of a run that exploded, keeps no page from being made",
  (objective) => {
    const { trials } = regressionExperiment;
    const broken = trials.map((trial, i) => (i % 3 === 0 ? { ...trial, objective } : trial));
    expect(renderExperimentPage({ ...regressionExperiment, trials: broken })).toContain('<section id="ranking"');
  },
);

test("before any trial has begun there is no time per trial", () => {
  const trials = singleExperiment.trials.map((trial) => ({
    ...trial,
    status: "ready" as const,
    epochs: 0,
    objective: null,
  }));
  const ranking = sectionOf(renderExperimentPage({ ...singleExperiment, trials }), "ranking");
  expect(ranking).not.toContain("NaN");
});

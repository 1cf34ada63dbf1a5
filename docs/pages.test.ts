/**
 * The pages as the site and a reader have them: marks that can be filled, links that lead somewhere, figures that are
 * those of the results.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bestReference } from "../packages/lab/src/reproduce/page/original-report.ts";
import { PAGES, readBlocks, readPage } from "./code-blocks.ts";
import { CONTENTS } from "./contents.ts";
import { fillMarks } from "./fill-marks.ts";
import { toSiteLinks } from "./site-links.ts";
import { figure, heldRows, labTable, storedReport } from "./tables/result-tables.ts";
import { TABLES } from "./tables/tables.ts";

const root = join(import.meta.dirname, "..");
const sitePages = PAGES.filter((page) => page.startsWith("docs/pages/"));

test("every page is in the contents once", () => {
  const listed = CONTENTS.flatMap(({ pages }) => pages.map((page) => `docs/pages/${page}.md`));
  expect(listed.toSorted()).toEqual([...sitePages]);
});

test.each(sitePages)("%s has a title, and its marks can be filled", (page) => {
  const markdown = readPage(page);
  expect(markdown).toMatch(/^# .+\n/);
  expect(fillMarks(page, markdown)).not.toMatch(/<!-- (?:table|file):/);
});

test("every table has rows, and some page shows it", () => {
  const all = sitePages.map(readPage).join();
  for (const [name, write] of Object.entries(TABLES)) {
    expect(write().split("\n").length, name).toBeGreaterThan(2);
    expect(all).toContain(`<!-- table: ${name} -->`);
  }
});

test("a table that there is not is refused", () => {
  expect(() => fillMarks("a.md", "<!-- table: nothing -->")).toThrow(
    "Cannot fill a.md: there is no table nothing; there are",
  );
});

test("every example is shown", () => {
  const examples = globSync("examples/*.{ts,yaml,json}", { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  const page = readPage("docs/pages/start/examples.md");
  for (const example of examples) expect(page).toContain(`<!-- file: ${example.replaceAll("\\", "/")} -->`);
});

test("links become the site's, those to other files of the repository text", () => {
  const links =
    "[m](../library/models.md#layers) [d](../../decisions/01-a.md) [x](../../../examples/xor.ts) [f](api:minibatch/functions/createTrainer)";
  expect(toSiteLinks("docs/pages/lab/a.md", links, "/base/")).toBe(
    "[m](/base/library/models/#layers) [d](/base/decisions/01-a/) x [f](/base/api/minibatch/functions/createtrainer/)",
  );
});

test("every decision is in their index once, and the index is a page of the site", () => {
  const files = globSync("*.md", { cwd: join(root, "docs/decisions") }).filter((file) => file !== "index.md");
  const index = readFileSync(join(root, "docs/decisions/index.md"), "utf8");
  expect(Array.from(index.matchAll(/\]\(([^)]+)\)/g), ([, file]) => file)).toEqual(files.toSorted());
  expect(toSiteLinks("docs/pages/a.md", "[d](../decisions/index.md)", "/")).toBe("[d](/decisions/)");
});

test("code is left alone, and a picture found from where the site has the page", () => {
  expect(toSiteLinks("docs/pages/index.md", "```ts\n[a](b.md)\n```\n![p](../a.png)", "/")).toBe(
    "```ts\n[a](b.md)\n```\n![p](../../../../a.png)",
  );
});

test.each(heldRows.map((row) => [row.what, row] as const))(
  "%s: the test that holds it says so",
  (_what, { test: file, in: parts }) => {
    const source = readFileSync(join(root, file), "utf8");
    for (const part of parts) expect(source.toLowerCase()).toContain(part);
  },
);

const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

test("what is said of the claims is what the results say", () => {
  const verdicts = Object.values(storedReport.claims);
  const [holds, part, fails] = ["holds", "in part", "fails"].map(
    (verdict) => NUMBERS[verdicts.filter((one) => one === verdict).length],
  );
  const told = `${holds} claims hold, ${part} in part, ${fails} fails`;
  expect(readPage("docs/pages/proof/measured.md").toLowerCase()).toContain(told);
  expect(readPage("README.md").toLowerCase()).toContain(told);
});

test("the Node that a page asks for is the one that its package asks for", () => {
  const nodeOf = (file: string): string => JSON.parse(readFileSync(join(root, file), "utf8")).engines.node;
  const floor = (file: string): string => `Node ${nodeOf(file).replace(">=", "")}`;
  for (const page of ["README.md", "docs/pages/index.md"]) expect(readPage(page)).toContain(floor("package.json"));
  expect(readPage("docs/pages/start/train-in-node.md")).toContain(`for ${floor("packages/minibatch/package.json")}.`);
  expect(readPage("docs/pages/start/first-sweep.md")).toContain(floor("packages/lab/package.json"));
});

test("every block is in a language that a test runs or reads", () => {
  const blocks = PAGES.flatMap((page) => readBlocks(page, readPage(page)));
  const others = blocks.filter(
    ({ language }) => !["ts", "html", "yaml", "json", "sh", "text", "csv"].includes(language),
  );
  expect(others.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});

test("README's figures are those of the results", () => {
  const readme = readPage("README.md");
  const { best, seconds, quickSeconds } = storedReport;
  expect(readme).toContain(`${figure(best.accuracy.mean)} ± ${figure(best.accuracy.sd)}`);
  expect(readme).toContain(`${Math.round(seconds / 60)} minutes`);
  expect(readme).toContain(`${quickSeconds} seconds`);
  expect(readme).toContain(`${figure(bestReference.original.testAccuracy)} in the report`);
  expect(readme).toContain(`.${String(bestReference.numpy.testAccuracy).split(".")[1]} in NumPy`);
  expect(readme).toContain(`| ${heldRows[0]!.close.split(" ")[0]} in float64 after ten steps |`);
  const kills = /at (\d+) random moments/.exec(labTable())![1];
  expect(readme).toContain(`\`kill -9\` in mid-sweep, ${kills} times`);
});

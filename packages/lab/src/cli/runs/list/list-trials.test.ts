import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMinibatch } from "../../../../test/call-minibatch.ts";
import { fillSampleStore, sampleMetrics } from "../../../../test/sample-store.ts";
import { openStore } from "../../../store/open-store.ts";

const folder = mkdtempSync(join(tmpdir(), "list-trials-"));
const file = join(folder, "lab.sqlite");

beforeAll(async () => {
  const store = await openStore(file, { create: true });
  await fillSampleStore(store, { name: "regression", configurations: 1, regression: true });
  await fillSampleStore(store, { name: "classes", configurations: 1 });
  await fillSampleStore(store, {
    name: "clash",
    configurations: 2,
    point: (configuration) => ({ objective: "mse", status: 7 + configuration, mean: configuration }),
  });
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The cells of a column. */
async function columnOf(name: string, head: string, ...flags: string[]): Promise<string[]> {
  const { stdout } = await callMinibatch(["runs", "list", name, "--store", file, ...flags]);
  const [heads, rule, ...rows] = stdout.split("\n").slice(2);
  const from = heads!.indexOf(head) + head.length;
  const start = rule!.lastIndexOf(" ", from - 1) + 1;
  return rows.filter((row) => /^ *\d+ {2}/.test(row)).map((row) => row.slice(start, from).trim());
}

test("the figure of the test split is its accuracy, and of a regression, which has none, its loss", async () => {
  const metrics = [0, 1, 2].map((repeat) => sampleMetrics(0, repeat, 5));
  expect(await columnOf("classes", "test")).toEqual(
    metrics.map(({ validationAccuracy }) => (validationAccuracy![4]! - 0.01).toFixed(4)),
  );
  expect(await columnOf("regression", "test")).toEqual(
    metrics.map(({ validationLoss }) => (validationLoss![4]! + 0.01).toFixed(4)),
  );
});

test("as many as --limit says, and how many more there are, to the last one", async () => {
  const lastLine = async (limit: string) =>
    (await callMinibatch(["runs", "list", "classes", "--store", file, "--limit", limit])).stdout
      .trimEnd()
      .split("\n")
      .at(-1);
  expect(await columnOf("classes", "trial", "--limit", "2")).toEqual(["0", "1"]);
  expect(await lastLine("1")).toBe("2 more trials; --limit N or --all shows them.");
  expect(await lastLine("2")).toBe("1 more trial; --limit N or --all shows it.");
  expect(await lastLine("3")).toMatch(/^ +2 /);
});

test("a parameter that is named as a column has another head, by which it can be chosen", async () => {
  const { stdout } = await callMinibatch(["runs", "list", "clash", "--store", file]);
  const heads = stdout.split("\n")[2]!.trim().split(/ {2,}/);
  expect(new Set(heads).size).toBe(heads.length);
  expect(heads).toEqual(
    expect.arrayContaining(["parameter.objective", "parameter.status", "mean", "status", "objective"]),
  );
  expect(await columnOf("clash", "parameter.status", "--where", "parameter.status = 8")).toEqual(["8", "8", "8"]);
  expect(await columnOf("clash", "trial", "--where", "status = 8")).toEqual(["3", "4", "5"]);
  expect(await columnOf("clash", "trial", "--where", "figure.status = finished", "--limit", "2")).toEqual(["0", "1"]);
  const compared = (await callMinibatch(["runs", "compare", "clash", "--sort", "parameter.mean", "--store", file]))
    .stdout;
  expect(compared).toMatch(/^configuration .* parameter\.mean +mean /m);
});

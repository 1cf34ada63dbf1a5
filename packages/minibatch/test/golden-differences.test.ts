/** The table of differences in the documentation is what is measured; MINIBATCH_WRITE_FIXTURES=1 writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lossKinds } from "../src/losses/losses.ts";
import { measureGolden } from "./golden-differences.ts";

const file = new URL("../../../docs/results/golden.json", import.meta.url);

test("each kind's largest differences are those of the table, and within their bars", {
  timeout: 120_000,
}, async () => {
  const rows = await measureGolden();
  if (process.env.MINIBATCH_WRITE_FIXTURES === "1") writeFileSync(file, `${JSON.stringify({ rows }, null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ rows });
  expect(
    rows
      .filter(({ part }) => part === "loss")
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(lossKinds().toSorted());
  for (const { kind, float64, float32 } of rows) {
    expect(Number(float64), kind).toBeLessThan(1e-10);
    expect(Number(float32), kind).toBeLessThan(2e-5);
  }
});

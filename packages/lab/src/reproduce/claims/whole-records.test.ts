/**
 * All that a claim tells, of figures that are easy to follow by hand: its sentences, figures, tables and charts, to the
 * last word, as the page shows them. `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-records.test.ts` writes what is
 * told now; read the difference before it is kept.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inventAnswer, SMALL_BUDGET } from "../../../test/invented-claims.ts";
import { judgeInvented } from "../../../test/invented-results.ts";
import type { ClaimRecord } from "../results.ts";
import { CLAIMS } from "./claims.ts";

const fixture = new URL("../fixtures/claim-records.json", import.meta.url);

/** To 12 digits: what other processors' logarithms leave equal. */
function round(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(12)) : value;
}

const tell = (record: ClaimRecord): unknown => JSON.parse(JSON.stringify(record, round));
const told = CLAIMS.map((claim) => judgeInvented(claim, SMALL_BUDGET, inventAnswer));
if (process.env.MINIBATCH_WRITE_FIXTURES === "1") {
  writeFileSync(fixture, `${JSON.stringify(told.map(tell), null, 2)}\n`);
}
const kept = JSON.parse(readFileSync(fixture, "utf8")) as readonly ClaimRecord[];

test.each(told.map((record, i) => [record.id, record, kept[i]] as const))("%s", (_, record, expected) => {
  expect(tell(record)).toEqual(expected);
});

test("every claim is there", () => {
  expect(kept).toHaveLength(CLAIMS.length);
});

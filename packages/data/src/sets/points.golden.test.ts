/**
 * Points without noise against those of scikit-learn, CS231n and the Playground, as `fixtures/make-points.py` wrote
 * them.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectClose } from "../../../minibatch/test/expect-close.ts";
import { drawRows } from "./complete-data.ts";
import { type DataInput, setNames } from "./sets.ts";

interface Golden {
  readonly data: DataInput;
  readonly values: readonly number[];
  readonly labels: readonly number[];
}

const file = new URL("../../fixtures/points.json", import.meta.url);
const golden = (JSON.parse(readFileSync(file, "utf8")) as Golden[]).filter(({ data }) => setNames.includes(data.set));

test.each(golden.map((one) => [JSON.stringify(one.data), one] as const))("%s", (_, { data, values, labels }) => {
  const { train } = drawRows(data, 1);
  // float32 holds them to 6e-8 of their size, which is at most 3
  expectClose(train.x.values as Float32Array, values, { abs: 2e-7 });
  expect([...train.y.values]).toEqual(labels);
});

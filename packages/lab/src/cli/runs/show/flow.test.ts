import { expect, test } from "vitest";
import { flow } from "./flow.ts";

test("names need no quotes, all else is JSON", () => {
  expect(flow({ set: "mnist", rows: null, layers: [{ units: 10 }, {}], "a b": "x, y", yes: "true", of: [] })).toBe(
    '{set: mnist, rows: null, layers: [{units: 10}, {}], "a b": "x, y", yes: "true", of: []}',
  );
  expect(flow({ rate: 1e37, least: 1.23456789e-7 })).toBe("{rate: 1e37, least: 1.23456789e-7}");
  expect(flow("")).toBe('""');
});

import { expect, test } from "vitest";
import { completeParameter } from "../complete-parameter.ts";
import type { ParameterInput } from "../experiment-input.ts";
import { excludeEachOther, requirementsOf } from "./requirements.ts";

const requirements = (inputs: Readonly<Record<string, ParameterInput>>) =>
  requirementsOf(
    Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, completeParameter(name, input)])),
  );

test("conditions of conditions are required too, each narrowed by all that name it", () => {
  const found = requirements({
    c: { values: [0], when: { b: 1, a: [2, 3] } },
    b: { values: [0, 1], when: { a: [1, 2] } },
    a: [1, 2, 3],
  });
  expect(found.get("a")).toEqual(new Map());
  expect(found.get("b")).toEqual(new Map([["a", [1, 2]]]));
  expect(found.get("c")).toEqual(
    new Map<string, unknown[]>([
      ["a", [2]],
      ["b", [1]],
    ]),
  );
});

test.each<[Readonly<Record<string, ParameterInput>>, string]>([
  [{ a: { values: [1], when: { a: 1 } } }, "parameters.a.when: goes in a circle: a -> a; leave one condition out"],
  [
    {
      x: [1],
      c: { values: [1], when: { a: 1 } },
      b: { values: [1], when: { c: 1 } },
      a: { values: [1], when: { b: 1 } },
    },
    "parameters.c.when: goes in a circle: c -> a -> b -> c",
  ],
  [
    { a: [1, 2], b: { values: [1], when: { a: 1 } }, c: { values: [1], when: { b: 1, a: 2 } } },
    "parameters.c.when: can never be met: a would have to be 1 and 2 at once",
  ],
])("%j is refused", (inputs, message) => {
  expect(() => requirements(inputs)).toThrow(message);
});

test("two exclude each other when something that both require cannot be both", () => {
  const found = requirements({
    a: [1, 2, 3],
    one: { values: [1], when: { a: 1 } },
    two: { values: [1], when: { a: [2, 3] } },
    some: { values: [1], when: { a: [1, 2] } },
    beyond: { values: [1], when: { two: 1 } },
  });
  const exclude = (x: string, y: string) => excludeEachOther(found.get(x)!, found.get(y)!);
  expect(exclude("one", "two")).toBe(true);
  expect(exclude("one", "beyond")).toBe(true);
  expect(exclude("one", "some")).toBe(false);
  expect(exclude("one", "a")).toBe(false);
  expect(exclude("two", "beyond")).toBe(false);
});

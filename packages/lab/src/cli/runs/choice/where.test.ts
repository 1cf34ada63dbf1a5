import fc from "fast-check";
import { expect, test } from "vitest";
import { describeCondition, OPERATORS, parseSort, parseWhere } from "./where.ts";

const simple = (text: string) =>
  parseWhere(text).map(({ name, operator, text: value, number }) => [name, operator, value, number]);

test.each<[string, ReturnType<typeof simple>]>([
  ["rate < .1", [["rate", "<", ".1", 0.1]]],
  ["rate<.1", [["rate", "<", ".1", 0.1]]],
  ["rate >= 1e-3", [["rate", ">=", "1e-3", 1e-3]]],
  ["rate <= -2", [["rate", "<=", "-2", -2]]],
  ["optimizer = adam", [["optimizer", "=", "adam", null]]],
  ["optimizer == adam", [["optimizer", "=", "adam", null]]],
  ["optimizer != 'sgd with momentum'", [["optimizer", "!=", "sgd with momentum", null]]],
  ['"a name" = "it\'s"', [["a name", "=", "it's", null]]],
  ["label = '64'", [["label", "=", "64", null]]],
  ["optimizer.schedule.kind = step", [["optimizer.schedule.kind", "=", "step", null]]],
  ["validation-accuracy > 0.9", [["validation-accuracy", ">", "0.9", 0.9]]],
  ["学習率 = 漢字", [["学習率", "=", "漢字", null]]],
  [
    "  rate < .1 and optimizer = adam && status = failed ",
    [
      ["rate", "<", ".1", 0.1],
      ["optimizer", "=", "adam", null],
      ["status", "=", "failed", null],
    ],
  ],
  ["text = ''", [["text", "=", "", null]]],
])("%s", (text, conditions) => expect(simple(text)).toEqual(conditions));

test.each([
  ["", "a name should stand at its end"],
  ["rate", "one of <= >= != = < > should stand at its end"],
  ["rate .1", 'one of <= >= != = < > should stand before ".1"'],
  ["rate <", "a value (in quotes where it has blanks) should stand at its end"],
  ["rate < .1 or x = 2", '"and" should stand before "or x = 2"'],
  ["rate < .1, x = 2", "a name should stand before"],
  ["optimizer = sgd with momentum", '"and" should stand before "with momentum"'],
  ["rate < .1 and", '"and" should stand before "and"'],
  ["= 3", 'a name should stand before "= 3"'],
  ["name = 'open", "the quote that begins at 'open should have an end"],
])("%j is refused, with what should be there", (text, message) => {
  if (text.includes(",")) expect(() => parseWhere(text)).toThrow(SyntaxError);
  else expect(() => parseWhere(text)).toThrow(new SyntaxError(message));
});

test("a condition reads back as what it was", () => {
  const condition = fc.record({
    name: fc.constantFrom("rate", "optimizer.kind", "validation-loss", "two words", "2nd", "it's"),
    operator: fc.constantFrom(...OPERATORS),
    text: fc.constantFrom("adam", "0.1", "two words", "", "<", "漢字", "it's"),
  });
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), (given) => {
      const text = given.map((one) => describeCondition({ ...one, number: null })).join(" and ");
      expect(parseWhere(text)).toMatchObject(given);
    }),
  );
});

test("orders", () => {
  expect(parseSort("rate")).toEqual({ name: "rate", direction: null });
  expect(parseSort(" rate:desc ")).toEqual({ name: "rate", direction: "desc" });
  expect(parseSort("a:b:asc")).toEqual({ name: "a:b", direction: "asc" });
  expect(parseSort("a:up")).toEqual({ name: "a:up", direction: null });
});

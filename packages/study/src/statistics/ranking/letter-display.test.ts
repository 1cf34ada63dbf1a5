import fc from "fast-check";
import { expect, test } from "vitest";
import { assignLetters } from "./letter-display.ts";

function assign(count: number, pairs: readonly (readonly [number, number])[]): string[] {
  const apart = new Set(pairs.map(([first, second]) => `${first} ${second}`));
  return assignLetters(count, (first, second) => apart.has(`${first} ${second}`)).map((letters) => letters.join(""));
}

test("Gramm et al. 2007, figure 2: 1-5, 2-3, 2-5 and 3-5 differ; three letters are the fewest", () => {
  const pairs = [
    [0, 4],
    [1, 2],
    [1, 4],
    [2, 4],
  ] as const;
  expect(assign(5, pairs)).toEqual(["ab", "a", "b", "abc", "c"]);
});

test("all alike share one letter, all apart have one each, and past z come aa and ab", () => {
  expect(assign(3, [])).toEqual(["a", "a", "a"]);
  expect(assignLetters(28, () => true).map(String)).toEqual([..."abcdefghijklmnopqrstuvwxyz", "aa", "ab"]);
  expect(assignLetters(0, () => true)).toEqual([]);
});

test("a letter is shared exactly by those that do not differ, and everyone has one", () => {
  const graph = fc
    .integer({ min: 1, max: 9 })
    .chain((count) =>
      fc.tuple(fc.constant(count), fc.array(fc.boolean(), { minLength: count * count, maxLength: count * count })),
    );
  fc.assert(
    fc.property(graph, ([count, apart]) => {
      const letters = assignLetters(count, (first, second) => apart[first * count + second]!);
      for (let first = 0; first < count; first++) {
        expect(letters[first]!.length).toBeGreaterThan(0);
        for (let second = first + 1; second < count; second++) {
          const shared = letters[first]!.some((letter) => letters[second]!.includes(letter));
          expect(shared).toBe(!apart[first * count + second]!);
        }
      }
    }),
  );
});

test("thirty couples that differ only from each other: 2^30 maximal columns, but few letters", () => {
  const letters = assignLetters(60, (first, second) => second === first + 1 && first % 2 === 0);
  expect(new Set(letters.flat()).size).toBeLessThan(60);
  for (let i = 0; i < 60; i += 2) expect(letters[i]!.some((letter) => letters[i + 1]!.includes(letter))).toBe(false);
});

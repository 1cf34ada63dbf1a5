import { expect, test } from "vitest";
import { readLevels } from "./parameter-levels.ts";
import { growTree, predictTree } from "./regression-tree.ts";

const rowsOf = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

test("where the presence of a parameter alone explains, those without it go one way and all others the other", () => {
  const points = [{}, {}, { momentum: 0.5 }, { momentum: 0.9 }];
  const tree = growTree(readLevels(points), [1, 1, 3, 3], rowsOf(4), 1);
  expect([0, 1, 2].map((level) => predictTree(tree, () => level))).toEqual([1, 3, 3]);
  expect(tree).toMatchObject({ parameter: 0, goesLeft: Uint8Array.from([1, 0, 0]) });
});

/** Names a, b and c with so many rows of a (value 1) and b (value 3), none of c. */
function predictUnseen(ofA: number, ofB: number): number {
  const names = ["a", "b", "c", ...new Array<string>(ofA - 1).fill("a"), ...new Array<string>(ofB - 1).fill("b")];
  const levels = readLevels(names.map((name) => ({ name })));
  const rows = Int32Array.from(names.flatMap((name, row) => (name === "c" ? [] : [row])));
  const tree = growTree(
    levels,
    names.map((name) => (name === "a" ? 1 : 3)),
    rows,
    1,
  );
  return predictTree(tree, () => 2);
}

test("a name that no row of the node has goes where most rows go; of two halves to the right", () => {
  expect(predictUnseen(2, 3)).toBe(3);
  expect(predictUnseen(3, 2)).toBe(1);
  expect(predictUnseen(2, 2)).toBe(3);
});

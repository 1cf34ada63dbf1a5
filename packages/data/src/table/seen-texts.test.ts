import fc from "fast-check";
import { expect, test } from "vitest";
import { SeenTexts } from "./seen-texts.ts";

test("what was kept is found by its characters and its column, and nothing else is", () => {
  const words = fc.array(
    fc.tuple(fc.nat(3), fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom("a", "b", "é") })),
    {
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(words, (cells) => {
      const text = cells.map(([, word]) => word).join("");
      const seen = new SeenTexts(text);
      const known = new Map<string, number>();
      let start = 0;
      for (const [column, word] of cells) {
        const end = start + word.length;
        const key = `${column} ${word}`;
        expect(seen.find(column, start, end)).toBe(known.get(key) ?? -1);
        if (!known.has(key)) {
          seen.keep(column, start, end, known.size);
          known.set(key, known.size);
        }
        start = end;
      }
    }),
    { numRuns: 30 },
  );
});

test("of more texts than it has places for it forgets, and never takes one for another", () => {
  const rows = 150_000;
  const words = Array.from({ length: rows }, (_, i) => String(100_000 + i));
  const text = words.join("");
  const seen = new SeenTexts(text);
  for (let i = 0; i < rows; i++) {
    expect(seen.find(0, 6 * i, 6 * i + 6) === -1).toBe(true);
    seen.keep(0, 6 * i, 6 * i + 6, i);
  }
  let found = 0;
  for (let i = 0; i < rows; i++) {
    const code = seen.find(0, 6 * i, 6 * i + 6);
    if (code === -1) continue;
    found++;
    if (code !== i) throw new Error(`${words[i]} was taken for ${words[code]}`);
  }
  expect(found).toBeGreaterThan(100_000);
});

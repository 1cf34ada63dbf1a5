import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawTiles } from "./draw-tiles.ts";
import { divergingColor, divergingColors } from "./palette.ts";
import { layoutTiles, SEAM, type TileFigure } from "./tile-figure.ts";

const PICTURE = "data:image/png;base64,AAAA";

function figure(count: number, more: Partial<TileFigure> = {}): TileFigure {
  const tiles = Array.from({ length: count }, (_, i) => ({ label: String(i + 1), pictures: [PICTURE] }));
  return { title: "Filters", note: "", rows: 3, columns: 3, tiles, beside: null, limit: 0.5, ...more };
}

describe("colours of the diverging palette", () => {
  const hex = (share: number): string =>
    `#${divergingColor(share)
      .map((part) => part.toString(16).padStart(2, "0"))
      .join("")}`;

  test("its own at their places, between two neighbours what lies between, beyond the ends these", () => {
    expect(divergingColors.map((_, i) => hex(i / 4 - 1))).toEqual(divergingColors);
    expect([hex(-7), hex(7)]).toEqual([divergingColors[0], divergingColors[8]]);
    // between #f7f7f7 and #fddbc7
    expect(divergingColor(0.125)).toEqual([250, 233, 223]);
  });
});

test("no two tiles cover each other, and all lie in the picture", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 64 }),
      fc.boolean(),
      (count, channels, rows, columns, isBeside) => {
        const pictures = Array.from({ length: channels }, () => PICTURE);
        const tiles = Array.from({ length: count }, (_, i) => ({ label: String(i), pictures }));
        const beside = isBeside ? { label: "row 1", picture: PICTURE, ratio: columns / rows } : null;
        const { width, height, side, places, beside: shown } = layoutTiles(figure(0, { rows, columns, tiles, beside }));
        const boxes = places.map(({ x, y }) => ({
          left: x,
          top: y,
          right: x + channels * (side.width + SEAM) - SEAM,
          bottom: y + side.height,
        }));
        if (shown !== null) {
          const { x, y } = shown;
          boxes.push({ left: x, top: y, right: x + shown.width, bottom: y + shown.height });
        }
        expect(places).toHaveLength(count);
        expect(side.width / columns).toBeCloseTo(side.height / rows, 9);
        for (const [i, one] of boxes.entries()) {
          expect(one.left >= 0 && one.top >= 40 && one.right <= width && one.bottom <= height - 16).toBe(true);
          expect(one.right - one.left).toBeGreaterThan(0);
          const covers = boxes.some(
            (other, j) =>
              j !== i &&
              other.left < one.right &&
              one.left < other.right &&
              other.top < one.bottom &&
              one.top < other.bottom,
          );
          expect(covers).toBe(false);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("every picture is drawn, with its label, the key's ends and what is read out", () => {
  const beside = { label: "test row 1: 7", picture: `${PICTURE}BBBB`, ratio: 1 };
  const svg = drawTiles(figure(6, { beside, note: "SYNTHETIC digits" }), "Six <filters>");
  expect(svg.match(/<image /g)).toHaveLength(7);
  expect(svg.match(new RegExp(`href="${PICTURE}"`, "g"))).toHaveLength(6);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
  expect(texts).toEqual(expect.arrayContaining(["Filters", "SYNTHETIC digits", "−0.5", "+0.5", "test row 1: 7", "6"]));
  expect(svg).toContain("<title>Six &lt;filters&gt;</title>");
  expect(svg).not.toMatch(/NaN|undefined|style/);
});

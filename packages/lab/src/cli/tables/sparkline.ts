/** A row of figures as a line of blocks, for a terminal. */

const BLOCKS = "▁▂▃▄▅▆▇█";
const LEVEL = "▄";
const NOT_FINITE = "×";

/**
 * One character per figure, or, of more than `width` figures, per `width` runs of them: each run's last. From the least
 * (▁) to the greatest (█); all equal: ▄; × where it is not finite.
 */
export function sparkline(figures: ArrayLike<number>, width: number): string {
  const shown = takeEvenly(figures, width);
  const finite = shown.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const range = finite.reduce((a, b) => Math.max(a, b), -Infinity) - least;
  return shown
    .map((figure) => {
      if (!Number.isFinite(figure)) return NOT_FINITE;
      if (range === 0) return LEVEL;
      return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(((figure - least) / range) * BLOCKS.length))];
    })
    .join("");
}

function takeEvenly(figures: ArrayLike<number>, width: number): number[] {
  const count = Math.min(width, figures.length);
  return Array.from({ length: count }, (_, i) => figures[Math.floor(((i + 1) * figures.length) / count) - 1]!);
}

/**
 * The report's files: index.html, every figure as SVG and PNG, the experiment, the same with more repeats, its results,
 * the best specification.
 */
import { join } from "node:path";
import { makeDirectory } from "../files/make-directory.ts";
import { writeWhole } from "../files/write-whole.ts";
import { collectResults } from "./collect-results.ts";
import type { ExperimentPageInput } from "./experiment-page-input.ts";
import { MORE_REPEATS_FILE, planMoreRepeats } from "./more-repeats.ts";
import { EXPERIMENT_FILE } from "./next-steps.ts";
import { prepareExperimentPage, renderPreparedPage } from "./render-experiment-page.ts";
import { BEST_FILE } from "./sections/best.ts";

/** Lists of numbers on one line each: by the epoch there are too many for a line of their own. */
function writeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/\[\s+((?:-?[\d.e+-]+|null)(?:,\s+(?:-?[\d.e+-]+|null))*)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, " ")}]`)}\n`;
}

export interface MissingFigure {
  readonly name: string;
  readonly reason: string;
}

/**
 * Writes the report into `outDir`, made if need be; `results.json` comes last, so that whoever waits for it finds the
 * rest there. Each file is the old one or the new one, whole. Without a finished trial there is no best.json. Gives the
 * figures that could not be painted, in whose place the page says so. Throws UsageError where a file stands in the way,
 * OutputError when the disk refuses.
 */
export function writeExperimentReport(input: ExperimentPageInput, outDir: string): readonly MissingFigure[] {
  const page = prepareExperimentPage(input);
  const figureDir = join(outDir, "figures");
  makeDirectory(figureDir);
  for (const { name, svg, png } of page.figures) {
    writeWhole(join(figureDir, `${name}.svg`), svg);
    writeWhole(join(figureDir, `${name}.png`), png);
  }
  writeWhole(join(outDir, "index.html"), renderPreparedPage(page));
  writeWhole(join(outDir, EXPERIMENT_FILE), writeJson(input.spec));
  const more = planMoreRepeats(page);
  if (more !== null) writeWhole(join(outDir, MORE_REPEATS_FILE), writeJson(more));
  if (input.best !== null) writeWhole(join(outDir, BEST_FILE), writeJson(input.best.spec));
  writeWhole(join(outDir, "results.json"), writeJson(collectResults(page)));
  return page.figures.flatMap(({ name, missing }) => (missing === null ? [] : [{ name, reason: missing }]));
}

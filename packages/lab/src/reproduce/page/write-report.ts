/** The report's files: index.html, results.json, and every figure as SVG and PNG. */
import { join } from "node:path";
import { makeDirectory } from "../../files/make-directory.ts";
import { writeWhole } from "../../files/write-whole.ts";
import type { Reproduction } from "../results.ts";
import { renderFigures } from "./figures/render-figures.ts";
import { renderPage } from "./render-page.ts";

/**
 * Writes the report into `outDir`, made if need be. The page comes last but one and `results.json` last, so that
 * whoever waits for it finds the rest there; each file is the old one or the new one, whole. Throws UsageError where a
 * file stands in the way, OutputError when the disk refuses.
 */
export function writeReport(reproduction: Reproduction, outDir: string): void {
  const figures = renderFigures(reproduction);
  const page = renderPage(reproduction, figures);
  const figureDir = join(outDir, "figures");
  makeDirectory(figureDir);
  for (const { name, svg, png } of figures) {
    writeWhole(join(figureDir, `${name}.svg`), svg);
    writeWhole(join(figureDir, `${name}.png`), png);
  }
  writeWhole(join(outDir, "index.html"), page);
  writeWhole(join(outDir, "results.json"), `${JSON.stringify(reproduction, null, 2)}\n`);
}

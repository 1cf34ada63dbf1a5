/** What is said at the end of a reproduction: the best result, the verdicts, where the page is. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatDuration } from "../../progress/format-duration.ts";
import type { Reproduction } from "../../reproduce/results.ts";
import { fitTable } from "../tables/fit-table.ts";
import { paint } from "../terminal/paint.ts";
import { cutText } from "../terminal/text-width.ts";

const CLAIM_WIDTH = 60;

/** `listCommand` lists its runs in the store where they are kept. */
export function describeReproduction(
  reproduction: Reproduction,
  out: string,
  listCommand: string,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const { problem2, claims, seconds, synthetic, quick } = reproduction;
  const { accuracy, loss } = problem2.best;
  const marks = [...(synthetic ? ["SYNTHETIC data"] : []), ...(quick ? ["QUICK: reduced budget"] : [])];
  const runs = accuracy.count === 1 ? "1 seed" : `${accuracy.count} seeds`;
  const table = fitTable(
    [
      { head: "", align: "l", cells: claims.map(({ id }) => id) },
      { head: "verdict", align: "l", cells: claims.map(({ verdict }) => verdict) },
      { head: "claim", align: "l", cells: claims.map(({ claim }) => cutText(claim, CLAIM_WIDTH)) },
    ],
    width,
  );
  return [
    `Best network (ReLU, rate ${problem2.best.learningRate}): test accuracy ${accuracy.mean.toFixed(4)} ± ` +
      `${accuracy.sd.toFixed(4)}, ` +
      `loss ${loss.mean.toFixed(4)} ± ${loss.sd.toFixed(4)} (mean ± sd, ${runs})`,
    ...(marks.length > 0 ? [paint("warning", `These figures are not the report's: ${marks.join(", ")}.`)] : []),
    "",
    table.text,
    "",
    `The page: ${pathToFileURL(join(out, "index.html")).href}`,
    `Every training, epoch by epoch: ${listCommand}`,
    `Done in ${formatDuration(seconds.total)}.`,
  ].join("\n");
}

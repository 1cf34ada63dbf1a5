/** What is said at the end of a reproduction: the best result, the verdicts, where the page is. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Reproduction } from "../reproduce/results.ts";
import { formatDuration } from "../run/format-duration.ts";
import { formatTable } from "./format-table.ts";

const CLAIM_WIDTH = 60;

/** `listCommand` lists its runs in the store where they are kept. */
export function describeReproduction(reproduction: Reproduction, out: string, listCommand: string): string {
  const { problem2, claims, seconds, synthetic, quick } = reproduction;
  const { accuracy, loss } = problem2.best;
  const marks = [...(synthetic ? ["SYNTHETIC data"] : []), ...(quick ? ["QUICK: reduced budget"] : [])];
  const runs = accuracy.count === 1 ? "1 seed" : `${accuracy.count} seeds`;
  const rows = claims.map(({ id, claim, verdict }) => [id, verdict, shorten(claim)]);
  return [
    `Best network (ReLU, rate ${problem2.best.learningRate}): test accuracy ${accuracy.mean.toFixed(4)} ± ${accuracy.sd.toFixed(4)}, ` +
      `loss ${loss.mean.toFixed(4)} ± ${loss.sd.toFixed(4)} (mean ± sd, ${runs})`,
    ...(marks.length > 0 ? [`These figures are not the report's: ${marks.join(", ")}.`] : []),
    "",
    formatTable(["", "verdict", "claim"], rows, "lll"),
    "",
    `The page: ${pathToFileURL(join(out, "index.html")).href}`,
    `Every training, epoch by epoch: ${listCommand}`,
    `Done in ${formatDuration(seconds.total)}.`,
  ].join("\n");
}

function shorten(claim: string): string {
  return claim.length <= CLAIM_WIDTH ? claim : `${claim.slice(0, CLAIM_WIDTH - 1).trimEnd()}…`;
}

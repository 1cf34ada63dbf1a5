/** What a comparison of two revisions writes: its document, and the same as a table. */
import { formatSeconds } from "../markdown.ts";
import type { Environment } from "../results.ts";
import type { Pair, PairedRatio, RatioLimit } from "./paired-ratio.ts";

export interface ComparedCase extends PairedRatio {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** seconds of one unit */
  readonly pairs: readonly Pair[];
  readonly limit: RatioLimit;
}

/** Case F, in bytes. */
export interface ComparedSize {
  readonly id: "F";
  readonly title: string;
  readonly before: number;
  readonly after: number;
  readonly limit: { readonly most: number; readonly passed: boolean };
}

export interface Comparison {
  readonly schema: "minibatch.comparison/1";
  /** of the revision that is `after`, too */
  readonly environment: Environment;
  /** short hash of the revision that is `before` */
  readonly against: string;
  readonly digits: "mnist" | "synthetic";
  readonly cases: readonly ComparedCase[];
  readonly size: ComparedSize | null;
}

const WIDE = 1.1;

/** Limits that were judged and missed. */
export function listMissed({ cases, size }: Comparison): string[] {
  return [...cases, ...(size === null ? [] : [size])].flatMap(({ id, limit }) => (limit.passed === false ? [id] : []));
}

export function writeComparison(comparison: Comparison): string {
  const { environment, against, digits, cases, size } = comparison;
  const { cpu, cores, node, load, commit } = environment;
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const rows = [
    ["case", against, commit, "ratio", "95%", "limit", ""],
    ...cases.map(({ id, unit, before, after, ofMedians, interval, limit }) => [
      `${id}, ${unit}`,
      formatSeconds(before.median),
      formatSeconds(after.median),
      ofMedians.toFixed(3),
      interval === null ? "one pair" : interval.map((end) => end.toFixed(3)).join(" to "),
      `low end <= ${limit.lowAtMost}`,
      `${verdict(limit.passed)}${limit.passed === true && isWide(interval) ? ", but noisy" : ""}`,
    ]),
    ...(size === null
      ? []
      : [
          [
            "F, gzip",
            kilobytes(size.before),
            kilobytes(size.after),
            (size.after / size.before).toFixed(3),
            "",
            `<= ${kilobytes(size.limit.most)}`,
            verdict(size.limit.passed),
          ],
        ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  const head =
    `${cpu}, ${cores} cores, Node ${node}, load before ` +
    `${load.toFixed(2)}${digits === "mnist" ? "" : ", SYNTHETIC digits"}`;
  return `${head}\n${table.join("\n")}\n`;
}

/** Too wide to judge a limit of some percent. */
function isWide(interval: ComparedCase["interval"]): boolean {
  return interval !== null && interval[1] > WIDE * interval[0];
}

function verdict(passed: boolean | null): string {
  return passed === null ? "not judged" : passed ? "met" : "MISSED";
}

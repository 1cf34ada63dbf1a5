/**
 * The limits and results of the latest whole run as the table of the page on speed. `node speed-table.ts` writes it
 * there.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatSeconds, short } from "./markdown.ts";
import type { BenchResults } from "./results.ts";

const BEGIN = "<!-- bench: written by bench/speed-table.ts -->";
const END = "<!-- bench: end -->";
/** Where the table stands. */
export const PAGE: string = join(import.meta.dirname, "..", "docs/pages/proof/speed.md");

/** The newest whole run in a folder, or null. */
export function readLatest(folder: string): BenchResults | null {
  const runs = globSync(join(folder, "*.json"))
    .filter((file) => !file.endsWith("-part.json"))
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as BenchResults)
    .filter(({ schema }) => schema === "minibatch.bench/1");
  return runs.sort((a, b) => a.environment.date.localeCompare(b.environment.date)).at(-1) ?? null;
}

/** Every limit, with what was measured. */
export function writeSpeedTable({ environment, cases, own }: BenchResults): string {
  const { date, cpu, cores, node } = environment;
  const rows: string[][] = [];
  for (const { id, title, ours, peers } of cases) {
    if (ours.median === null) continue;
    const time = formatSeconds(ours.median);
    for (const { peer, median, ratio, limit } of peers) {
      if (limit === null || median === null || ratio === null) continue;
      rows.push([
        `${id} ${title}`,
        time,
        `${peer}: ${formatSeconds(median)}`,
        `${short(ratio.ofMedians)} x`,
        limit.told,
        verdict(limit),
      ]);
    }
    if (ours.limit !== null) {
      const share = `${((ours.limitShare ?? 0) * 100).toFixed(0)}%`;
      rows.push([
        `${id} ${title}`,
        time,
        `${ours.vectorBits ?? 128}-bit FMA peak`,
        share,
        `>= ${ours.limit.atLeast * 100}%`,
        verdict(ours.limit),
      ]);
    }
  }
  for (const { id, title, value, unit, limit } of own) {
    if (limit === null || value === null) continue;
    const told = unit === "x" ? value.toFixed(2) : value.toFixed(unit === "KB" ? 1 : 0);
    rows.push([`${id} ${title}`, `${told} ${unit}`, "", "", `<= ${limit.most} ${unit}`, verdict(limit)]);
  }
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  // a case is told once
  for (let i = rows.length - 1; i > 0; i--) if (rows[i]![0] === rows[i - 1]![0]) rows[i]!.splice(0, 2, "", "");
  return [
    `${date.slice(0, 10)}, ${cpu}, ${cores} cores, Node ${node}; medians of one interleaved run:`,
    "",
    line(["case", "minibatch", "against", "measured", "limit", "verdict"]),
    line(["---", "---", "---", "---", "---", "---"]),
    ...rows.map(line),
  ].join("\n");
}

function verdict({ passed }: { readonly passed: boolean }): string {
  return passed ? "met" : "**missed**";
}

/** The page with the table between its marks. */
export function withTable(page: string, table: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined)
    throw new Error(`${PAGE} lacks the marks ${BEGIN} and ${END}; put them where the table goes`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}

if (import.meta.main) {
  const latest = readLatest(join(import.meta.dirname, "results"));
  if (latest === null) throw new Error("bench/results holds no whole run; run node bench/main.ts first");
  writeFileSync(PAGE, withTable(readFileSync(PAGE, "utf8"), writeSpeedTable(latest)));
}

/** Where the tables lie: one JSON and one Markdown file per run, and a copy of the last as latest.md. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeMarkdown } from "./markdown.ts";
import type { BenchResults } from "./results.ts";

interface StoredRun {
  readonly date: string;
  readonly own: BenchResults["own"];
}

/** Earlier runs, oldest first. */
export function readStored(folder: string): StoredRun[] {
  const runs = globSync(join(folder, "*.json")).map((file) => JSON.parse(readFileSync(file, "utf8")) as BenchResults);
  return runs
    .filter(({ schema }) => schema === "minibatch.bench/1")
    .map(({ environment, own }) => ({ date: environment.date, own }))
    .sort((a, b) => a.date.localeCompare(b.date));
}

/** A run of some cases is written under a name of its own and is not the latest. */
export function storeResults(folder: string, results: BenchResults, whole: boolean): string {
  mkdirSync(folder, { recursive: true });
  const { date, cpu } = results.environment;
  const machine = cpu
    .toLowerCase()
    .replaceAll(/\(r\)|\(tm\)/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const base = join(folder, `${date.slice(0, 10)}-${machine}${whole ? "" : "-part"}`);
  const markdown = writeMarkdown(results);
  writeFileSync(`${base}.json`, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(`${base}.md`, `# minibatch and its neighbours\n\n${markdown}`);
  if (whole) writeFileSync(join(folder, "latest.md"), `# minibatch and its neighbours\n\n${markdown}`);
  return base;
}

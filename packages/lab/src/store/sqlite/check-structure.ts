/**
 * Checks a file's indexes when it is opened: counts, sums and the best trial are read from them alone, and would be
 * wrong if a bit had changed. Figures and weights are checked when they are read, each by its seal.
 */
import type { DatabaseSync } from "node:sqlite";
import { InputError } from "../../errors.ts";
import { tellDamage } from "../integrity/damage.ts";
import { fitsSeal, hasSeal } from "../integrity/seal.ts";
import { hashBytes } from "../records/blobs.ts";
import { describeDamagedTrial } from "../records/update-trials.ts";
import type { StoreContext } from "../store-context.ts";

/** The check takes 1.4 us per trial, and `runs list` of a store of 100,000 must not take twice as long. */
const MOST_TRIALS = 20_000;
const TABLES = ["experiments", "trials", "attempts", "environments", "results"] as const;
type Table = (typeof TABLES)[number];

/** SQLite's messages for an index that disagrees with its rows. */
const OF_INDEX =
  /^(?:row \d+ (?:missing from|values differ from) index|wrong # of entries in index|non-unique entry in index)/;

/**
 * Returns what is wrong with an index whose rows are whole, or null. Reports trials with damaged rows; throws
 * InputError for any other damage.
 */
export function checkStructure(
  database: DatabaseSync,
  context: Pick<StoreContext, "place" | "onDamage">,
): string | null {
  if (countTrials(database) > MOST_TRIALS) return null;
  let ofIndex: string | null = null;
  for (const table of TABLES) {
    const found = database.prepare(`pragma integrity_check(${table})`).all();
    const problems = found.map(({ integrity_check: problem }) => String(problem)).filter((problem) => problem !== "ok");
    if (problems.length > 0) ofIndex ??= explain(database, context, table, problems);
  }
  return ofIndex;
}

/** What is wrong with the index, or null if damaged rows explain it. */
function explain(
  database: DatabaseSync,
  context: Pick<StoreContext, "place" | "onDamage">,
  table: Table,
  problems: readonly string[],
): string | null {
  const { place } = context;
  const other = problems.find((problem) => !OF_INDEX.test(problem));
  const told = (other ?? problems[0])!.replaceAll(/\s+/g, " ");
  const rows = other === undefined ? database.prepare(`select * from ${table} not indexed`).all() : [];
  const damaged = rows.filter((row) => !isWhole(table, row));
  if (damaged.length === 0) {
    // rows without seals may be the damaged part
    const areSealed = rows.length > 0 && rows.every((row) => table === "environments" || hasSeal(row));
    if (areSealed) return told;
    throw new InputError(`Cannot use the store ${place}: the file is damaged (${told}); take it from a copy`);
  }
  if (table !== "trials") return null;
  const find = database.prepare("select name from experiments where id = ?");
  for (const { experiment_id: experiment = null, number } of damaged) {
    const name = find.get(experiment)?.name;
    tellDamage(context, describeDamagedTrial(`${name ?? "?"}/${number}`, place));
  }
  return null;
}

function isWhole(table: Table, row: Readonly<Record<string, unknown>>): boolean {
  if (table !== "environments") return fitsSeal(row);
  return typeof row.json === "string" && hashBytes(row.json) === row.sha256;
}

/** The number of trials ever made. */
function countTrials(database: DatabaseSync): number {
  const row = database.prepare("select seq from sqlite_sequence where name = 'trials'").get();
  return typeof row?.seq === "number" ? row.seq : 0;
}

/**
 * `npm run test:mutants`: makes small random changes, one at a time, in a copy of the repository, and asks whether a
 * test notices. Those that survive want a test, or an entry with the reason in `equivalents.json`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "../read-sources.ts";
import { readEquivalents } from "./equivalents.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { Experience } from "./related-tests.ts";
import { formatSummary, toJson } from "./tell.ts";
import { trySample } from "./try-sample.ts";

/** The options, or null where there is nothing to do: help was asked for, or they cannot be used. */
function open(args: readonly string[]): Options | null {
  try {
    const options = readOptions(args, new Date());
    if (options === null) console.log(USAGE);
    return options;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
    return null;
  }
}

const options = open(process.argv.slice(2));
if (options !== null) {
  const abort = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => abort.abort(new Error(name)));
  // it only affects the order of the tests
  const learnt = join(repository, "build", `mutants-${options.target}.json`);
  const experience = new Experience(existsSync(learnt) ? JSON.parse(readFileSync(learnt, "utf8")) : {});
  const summary = await trySample({
    experience,
    root: repository,
    options,
    equivalents: readEquivalents(),
    say: (line) => console.error(line),
    signal: abort.signal,
  });
  mkdirSync(dirname(learnt), { recursive: true });
  writeFileSync(learnt, JSON.stringify(experience));
  console.log(options.json ? toJson(summary) : formatSummary(summary));
  if (abort.signal.aborted) process.exitCode = 130;
}

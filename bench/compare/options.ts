/** The command line of `compare.ts`. */
import { parseArgs } from "node:util";
import { CASES, type TimedCase } from "../cases.ts";
import { isWanted } from "../options.ts";

export const HELP = `minibatch as it is here against another revision of itself, in interleaved pairs.

  npm run bench:compare -- --against REV [options]

  --against REV   a commit, tag or branch; it is built in a worktree of its own, with the tools installed here
  --cases A1,B    only these: A A1 A2 B (B-sgd B-adam) C-wasm D E F (default: all)
  --pairs N       pairs of every timed case (default 15); of one pair nothing is judged
  --data DIR      data directory, mnist/ in it (default: MINIBATCH_DATA; without MNIST: the built-in synthetic digits)
  --json          the document on stdout, and no table
  --out FILE      the document in a file as well
  --help          this

Ends with 1 where a limit is missed, with 2 where the call is wrong.
Example: npm run bench:compare -- --against HEAD~1 --cases A1,B --pairs 5
`;

export interface CompareOptions {
  readonly against: string;
  readonly cases: readonly string[];
  readonly pairs: number;
  readonly data: string;
  readonly json: boolean;
  readonly out: string | null;
}

/** What is timed in warm processes: no products of the BLAS, which is no work of ours, nor what earlier builds lack. */
export const COMPARED: readonly TimedCase[] = CASES.filter(({ work }) => !("blas" in work) && !("network" in work));

const IDS = [...COMPARED.map(({ id }) => id), "E", "F"];

/** Null: help was asked for. Throws an Error of one line for a call that cannot be used. */
export function readCompareOptions(call: readonly string[]): CompareOptions | null {
  const { values } = parseArgs({
    args: [...call],
    options: {
      against: { type: "string", default: "" },
      cases: { type: "string", default: "" },
      pairs: { type: "string", default: "15" },
      data: { type: "string", default: process.env.MINIBATCH_DATA ?? "" },
      json: { type: "boolean", default: false },
      out: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const pairs = Number(values.pairs);
  if (!Number.isInteger(pairs) || pairs < 1)
    throw new Error(`Cannot compare: --pairs is ${values.pairs}, should be a whole number from 1`);
  // a name that begins with a dash would be an option to git
  if (!/^[^-\s]\S*$/.test(values.against))
    throw new Error(`Cannot compare: --against is "${values.against}", should be a revision, e.g. --against HEAD~1`);
  const wanted = values.cases.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim().toLowerCase()]));
  const unknown = wanted.find((name) => !IDS.some((id) => isWanted(id, [name])));
  if (unknown !== undefined)
    throw new Error(`Cannot compare: --cases names "${unknown}", should name some of ${IDS.join(", ")}`);
  return { ...values, pairs, cases: wanted, out: values.out ?? null };
}

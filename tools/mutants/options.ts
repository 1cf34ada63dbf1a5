/** What the command is asked for. */
import { parseArgs } from "node:util";
import { TARGETS } from "./packages.ts";

export interface Options {
  readonly target: string;
  readonly seed: string;
  readonly count: number;
  /** how many of the sample were tried before */
  readonly skip: number;
  readonly minutes: number;
  readonly workers: number;
  readonly patienceSeconds: number;
  readonly json: boolean;
  /** only changes whose `file:line` contains this */
  readonly at: string | null;
}

export const USAGE = `npm run test:mutants -- [options]: small random changes that a test should notice

  --package NAME   ${Object.keys(TARGETS).join(", ")} (library)
  --seed TEXT      which changes are drawn (the day, such as 2026-11-29)
  --count N        how many are tried (60)
  --skip N         passes over the first N of the sample, to go on with it (0)
  --minutes N      none is begun after so long (60)
  --patience N     seconds of tests for one change; then it has survived (300)
  --workers N      test files at once (2)
  --at TEXT        only where file:line contains this
  --json           the outcome as JSON on stdout`;

/** Null where help is asked for. Throws with one line for what it does not know. */
export function readOptions(args: readonly string[], today: Date): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      package: { type: "string", default: "library" },
      seed: { type: "string", default: today.toISOString().slice(0, 10) },
      count: { type: "string", default: "60" },
      skip: { type: "string", default: "0" },
      minutes: { type: "string", default: "60" },
      patience: { type: "string", default: "300" },
      workers: { type: "string", default: "2" },
      at: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  if (!Object.hasOwn(TARGETS, values.package)) {
    throw new Error(`Cannot change the package ${values.package}: known are ${Object.keys(TARGETS).join(", ")}`);
  }
  return {
    target: values.package,
    seed: values.seed,
    count: readCount("--count", values.count),
    skip: values.skip === "0" ? 0 : readCount("--skip", values.skip),
    minutes: readCount("--minutes", values.minutes),
    workers: readCount("--workers", values.workers),
    patienceSeconds: readCount("--patience", values.patience),
    json: values.json,
    at: values.at ?? null,
  };
}

function readCount(name: string, value: string): number {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new Error(`Cannot use ${name} ${value}: it must be a whole number above 0`);
}

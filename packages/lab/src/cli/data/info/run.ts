/** Runs `minibatch data info`: of a set by its name, else of a file. */
import { setNames } from "minibatch-data/sets";
import { UsageError } from "../../../errors.ts";
import { isMissing } from "../../../files/is-missing.ts";
import { resolveFromCaller } from "../../caller/caller-path.ts";
import { printResult } from "../../terminal/print-result.ts";
import { terminalWidth } from "../../terminal/terminal-width.ts";
import { describeFile, type FileFlags } from "./describe-file.ts";
import { formatFile } from "./format-file.ts";
import { type SetFlags, tellSet } from "./set-info.ts";

export interface InfoFlags extends SetFlags, FileFlags {}

/** What a set has no use for. */
const OF_FILES = ["target", "task", "ignore", "validation", "test", "read"] as const;

/** Throws UsageError for a name that is neither, InputError for what cannot be read. */
export async function run(name: string | undefined, flags: InfoFlags): Promise<void> {
  if (name !== undefined && flags.experiment === undefined && !isFile(name)) {
    const odd = OF_FILES.find((flag) => flags[flag] !== undefined);
    if (odd === undefined || !(setNames as readonly string[]).includes(name)) return tellSet(name, flags);
    throw new UsageError(
      `Cannot tell about the data set ${name} with --${odd}, which is for files; leave it out, ` +
        `or write ./${name} for a file`,
    );
  }
  const info = await describeFile(name, flags);
  printResult(flags.json, info, () => formatFile(info, flags, terminalWidth(process.stdout)));
}

/** A set's name wins; else what looks like a path, and what is there. */
function isFile(name: string): boolean {
  if ((setNames as readonly string[]).includes(name)) return false;
  return /[./\\]/.test(name) || !isMissing(resolveFromCaller(name));
}

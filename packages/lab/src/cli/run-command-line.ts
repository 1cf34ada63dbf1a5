/** From the arguments to the exit code: every error ends as one line on stderr. */
import { CommanderError } from "commander";
import { exitCodeOf } from "../errors.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { buildProgram } from "./program.ts";

const INTERRUPTED = 130;
const WRONG_CALL = 2;

/** 0 done, 1 it failed, 2 the call or the input is wrong, 130 interrupted (128 + SIGINT, as shells count). */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const debug = args.includes("--debug");
  try {
    await buildProgram().parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // commander has told its own errors already; help and version end in it too, with code 0
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_CALL;
    process.stderr.write(`${describeError(error, debug)}\n`);
    return error instanceof InterruptedError ? INTERRUPTED : exitCodeOf(error);
  }
}

function describeError(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (!debug) return error.message.replaceAll(/\s*\n\s*/g, " ");
  const cause = error.cause instanceof Error ? `\nCaused by: ${error.cause.stack ?? error.cause.message}` : "";
  return `${error.stack ?? error.message}${cause}`;
}

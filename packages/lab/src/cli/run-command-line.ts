/** From the arguments to the exit code: every error ends as one line on stderr. */
import { CommanderError } from "commander";
import { exitCodeOf } from "../errors.ts";
import { InterruptedError } from "./interrupts/interrupted-error.ts";
import { buildProgram } from "./program.ts";
import { tellError } from "./terminal/write-out.ts";

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
    tellError(describeError(error, debug));
    return error instanceof InterruptedError ? INTERRUPTED : exitCodeOf(error);
  }
}

function describeError(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (!debug) return error.message.replaceAll(/\s*\n\s*/g, " ");
  return traceOf(error).join("\nCaused by: ");
}

/** Down to the first cause; an error of several has its own, and theirs. */
function traceOf(error: Error): string[] {
  const causes = error instanceof AggregateError ? error.errors : [error.cause];
  return [error.stack ?? error.message, ...causes.filter((cause) => cause instanceof Error).flatMap(traceOf)];
}

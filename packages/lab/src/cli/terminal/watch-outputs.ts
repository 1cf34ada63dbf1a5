/**
 * A stdout or stderr that takes no more: a closed pipe (`| head -1`) is no failure, anything else is told in one line.
 */
import { systemCode } from "../../files/describe-write-failure.ts";
import { tellLine } from "./write-out.ts";

const FAILED = 1;
const REASONS: Readonly<Record<string, string>> = { ENOSPC: "the disk is full; free some space", EIO: "it is gone" };

/** Behind a closed pipe the command goes on unread and ends with its own exit code; any other fault ends it with 1. */
export function watchOutputs(): void {
  for (const name of ["stdout", "stderr"] as const) {
    process[name].on("error", (error) => {
      const code = systemCode(error);
      if (code === "EPIPE") return;
      if (name === "stdout") {
        const reason = code === undefined ? error.message : (REASONS[code] ?? `the system says ${code}`);
        tellLine(`Cannot write to stdout: ${reason}`);
      }
      process.exit(FAILED);
    });
  }
}

/**
 * Runs the command in this process: as `runMinibatch`, without the time a process takes to start. Not for two at once.
 */
import { vi } from "vitest";
import { runCommandLine } from "../src/cli/run-command-line.ts";
import type { Ended } from "./run-minibatch.ts";

export async function callMinibatch(args: readonly string[]): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const capture = (name: "stdout" | "stderr") =>
    vi.spyOn(process[name], "write").mockImplementation((chunk) => {
      written[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
      return true;
    });
  const spies = [capture("stdout"), capture("stderr")];
  const before = process.argv;
  process.argv = [...before.slice(0, 2), ...args];
  try {
    return { code: await runCommandLine(args), ...written };
  } finally {
    process.argv = before;
    for (const spy of spies) spy.mockRestore();
  }
}

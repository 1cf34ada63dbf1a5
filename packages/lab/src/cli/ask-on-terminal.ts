/** A question on stderr, answered on the terminal. */
import { createInterface } from "node:readline";
import { InterruptedError } from "./interrupted-error.ts";

/** True when there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** The line typed, without blanks around it; empty at the end of input. Throws InterruptedError at Ctrl-C. */
export function askOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise<string>((resolve, reject) => {
    lines.on("SIGINT", () => reject(new InterruptedError("Interrupted: nothing was changed")));
    lines.on("close", () => resolve(""));
    lines.question(question, (answer) => resolve(answer.trim()));
  }).finally(() => lines.close());
}

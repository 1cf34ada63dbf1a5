/** A question on stderr, answered on the terminal. */
import { createInterface } from "node:readline";
import { InterruptedError } from "../../interrupts/interrupted-error.ts";
import { readyText, tellLine } from "../../terminal/write-out.ts";

/** True when there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** The line typed, without blanks around it; empty at the end of input. Throws InterruptedError at Ctrl-C. */
export async function askOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await new Promise<string | null | Error>((resolve) => {
      lines.on("SIGINT", () => resolve(new InterruptedError("Interrupted: nothing was changed")));
      lines.on("close", () => resolve(null));
      lines.question(readyText(question), resolve);
    });
    if (typeof answer === "string") return answer.trim();
    // Ctrl-C and Ctrl-D leave the cursor behind the question
    tellLine("");
    if (answer === null) return "";
    throw answer;
  } finally {
    lines.close();
  }
}

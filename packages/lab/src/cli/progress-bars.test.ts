import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { collectText } from "../../test/collect-text.ts";
import { createBars } from "./progress-bars.ts";

/** What a terminal of this width is sent. */
function newTerminal(columns: number): { stream: WriteStream; sent: () => string } {
  const { stream, text } = collectText();
  return { stream: Object.assign(stream, { isTTY: true, columns }) as unknown as WriteStream, sent: text };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a terminal is sent
const CURSOR_MOVE = /\u001B\[[\d;]*[A-H]/g;
const TASK = { kind: "train", id: "problem2/relu-0.02/seed-1" };

test.each([
  [120, 120],
  [60, 60],
  [25, 25],
  // one that does not say, and one that is narrower than is of use
  [0, 80],
  [5, 20],
])(
  "at %i columns every row fits into %i, one for the whole and one per worker, and the cursor comes back",
  (said, columns) => {
    const { stream, sent } = newTerminal(said);
    const bars = createBars(stream, 2);
    bars.onLine("246 trials take about 4 min 20 s here on 2 workers, the figures after 2 min 21 s.");
    bars.onOverall({ phase: "Problem 2", share: 0.25, finished: 3, total: 246, secondsLeft: 200 });
    bars.onStart(1, TASK, false);
    bars.onProgress(1, TASK, { epoch: 12.5, epochs: 50, loss: 0.25, accuracy: 0.9312 });
    bars.onLine("Stopping: checkpoints are being written. Ctrl-C again ends it at once.");
    bars.close();
    bars.onLine("After the bars");

    const raw = sent();
    // a row ends where the cursor is moved, not only at a line's end
    const rows = stripVTControlCharacters(raw.replaceAll(CURSOR_MOVE, "\n")).split(/[\r\n]+/);
    for (const row of rows) expect(row.length).toBeLessThan(columns);
    expect(rows.some((row) => row.startsWith("Problem 2"))).toBe(true);
    expect(rows.some((row) => row.startsWith("problem2"))).toBe(true);
    expect(rows.join(" ").replaceAll(/\s+/g, " ")).toContain("Ctrl-C again ends it at once.");
    expect(rows).toContain("After the bars");
    expect(raw.lastIndexOf("\u001B[?25h")).toBeGreaterThan(raw.lastIndexOf("\u001B[?25l"));
    expect(raw.lastIndexOf("\u001B[?7h")).toBeGreaterThan(raw.lastIndexOf("\u001B[?7l"));
  },
);

test("nothing is drawn before there is something to show: a download may have the terminal", () => {
  const { stream, sent } = newTerminal(80);
  const bars = createBars(stream, 2);
  bars.onLine("a notice");
  bars.close();
  expect(sent()).toBe("a notice\n");
});

/** The display of a command: bars on a terminal, lines in a log. */
import type { WriteStream } from "node:tty";
import { createBars } from "./progress-bars.ts";
import type { ProgressDisplay } from "./progress-display.ts";
import { createLog } from "./progress-log.ts";

export function createDisplay(stream: WriteStream, workers: number): ProgressDisplay {
  return stream.isTTY ? createBars(stream, workers) : createLog(stream, () => performance.now());
}

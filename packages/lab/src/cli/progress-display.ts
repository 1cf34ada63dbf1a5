/** The progress of a reproduction or a sweep on a terminal (bars that stay in place) or in a log (lines). */
import type { WriteStream } from "node:tty";
import type { ReproductionEvents } from "../reproduce/reproduction-events.ts";
import { createBars } from "./progress-bars.ts";
import { createLog } from "./progress-log.ts";

export interface ProgressDisplay extends ReproductionEvents {
  /** the slot's trial has gone for now: paused, stopped, or no longer ours */
  onLeave(slot: number): void;
  /** takes the bars away; lines may still come */
  close(): void;
}

export function createDisplay(stream: WriteStream, workers: number): ProgressDisplay {
  return stream.isTTY ? createBars(stream, workers) : createLog(stream, () => performance.now());
}

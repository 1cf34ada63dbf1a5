/** A server that is away: one line when it goes and one when it is back, however often its being away is noticed. */
import type { WorkerEvents } from "../../queue/worker-events.ts";
import { isConnectionError } from "../../store/postgres/connection-error.ts";
import type { ProgressDisplay } from "./progress-display.ts";

/** a cut connection is made again before anybody has noticed, and need not be told again for each cut */
const AGAIN_AFTER_MS = 60_000;

/** `now` in milliseconds. */
export function tellTrouble(
  display: Pick<ProgressDisplay, "onLine">,
  place: string,
  now: () => number,
): Pick<WorkerEvents, "onTrouble" | "onRecovery"> {
  let toldMs = Number.NEGATIVE_INFINITY;
  let isTold = false;
  return {
    onTrouble(error) {
      if (isTold || now() - toldMs < AGAIN_AFTER_MS) return;
      isTold = isConnectionError(error);
      toldMs = now();
      display.onLine(
        isTold
          ? `Lost the connection to ${place} (${error.message}); training goes on, trying again.`
          : `${error.message}. Training goes on, trying again.`,
      );
    },
    onRecovery() {
      if (isTold) display.onLine(`Connected to ${place} again.`);
      isTold = false;
    },
  };
}

/** Ctrl-C: the first asks to stop in good order, the second ends the process at once. */
import { InterruptedError } from "./interrupted-error.ts";

/** npm passes the terminal's Ctrl-C on to a process that the terminal has sent it to already */
const SAME_KEYSTROKE_MS = 400;
const INTERRUPTED = 130;

export interface InterruptWatch {
  /** aborted with an InterruptedError by the first */
  readonly signal: AbortSignal;
  dispose(): void;
}

/** `onFirst` tells the user; `onSecond` puts the terminal in order before the process ends. */
export function watchInterrupts(onFirst: () => void, onSecond: () => void): InterruptWatch {
  const controller = new AbortController();
  let firstMs: number | null = null;
  const onSignal = (): void => {
    const nowMs = performance.now();
    if (firstMs === null) {
      firstMs = nowMs;
      controller.abort(new InterruptedError("Interrupted"));
      onFirst();
    } else if (nowMs - firstMs > SAME_KEYSTROKE_MS) {
      onSecond();
      process.exit(INTERRUPTED);
    }
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return { signal: controller.signal, dispose: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}

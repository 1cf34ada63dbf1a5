import type { Pause } from "../train/fit-options.ts";

/** The few names of the web we use; the library compiles without the DOM's types. */
interface Web {
  readonly performance: { now(): number };
  readonly MessageChannel: new () => { readonly port1: Port; readonly port2: Port };
}

interface Port {
  postMessage(message: null): void;
  close(): void;
  onmessage: (() => void) | null;
}

/**
 * Keeps a page responsive while it trains: `trainer.fit(data, { epochs, pause })`. Every 8 ms, half a frame, the page's
 * waiting clicks, timers and drawing run first. Uses a message to itself: timers return only after 4 ms, and
 * `scheduler.yield` before those that wait. Other intervals: `{ ...pause, everyMs: 4 }`.
 */
export const pause: Pause = Object.freeze({
  everyMs: 8,
  now: () => (globalThis as unknown as Web).performance.now(),
  giveWay: () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new (globalThis as unknown as Web).MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }),
});

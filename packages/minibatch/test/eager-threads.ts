/** Threads that are started at once, for tests: in use they come only when there has been work enough. */
import type { ThreadHost } from "../src/plan/thread-host.ts";

/** The host with a clock that says that every call took long, so that all are started and every number is tried. */
export function eagerly(host: ThreadHost): ThreadHost & { readonly started: () => number } {
  let clock = 0;
  let started = 0;
  return {
    ...host,
    now: () => {
      clock += 60;
      return clock;
    },
    async start(order) {
      const thread = await host.start(order);
      if (thread !== null) started++;
      return thread;
    },
    started: () => started,
  };
}

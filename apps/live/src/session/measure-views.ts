/** Measures the views that are looked at, as often as their cost allows: training comes first. */
import type { Frame } from "../protocol/messages.ts";
import type { Watched } from "../protocol/view-data.ts";
import type { Seen } from "./views/view.ts";
import { views } from "./views/views.ts";

/** Of the time, at most this share is spent on one view while it trains. */
const MOST_SHARE = 0.1;

export class ViewMeter {
  readonly #seen: Seen;
  readonly #now: () => number;
  /** when each may be measured again */
  readonly #next = new Map<string, number>();
  watched: Watched = [];

  constructor(seen: Seen, now: () => number) {
    this.#seen = seen;
    this.#now = now;
  }

  /** Those that are due; `all`: each of them, whatever it costs. */
  async measure(all: boolean): Promise<Frame["views"]> {
    const measured: Record<string, unknown> = {};
    for (const name of this.watched) {
      const view = views[name];
      const start = this.#now();
      if (!view.applies(this.#seen) || (!all && start < (this.#next.get(name) ?? 0))) continue;
      measured[name] = await view.measure(this.#seen);
      const end = this.#now();
      this.#next.set(name, end + (end - start) / MOST_SHARE);
    }
    return measured as Frame["views"];
  }
}

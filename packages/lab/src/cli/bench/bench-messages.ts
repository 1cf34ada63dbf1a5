/** What goes between `minibatch bench` and its process on vectors of 128 bits. */
import type { BenchSize } from "./cases/bench-size.ts";

/** Asked one after the other: each is answered before the next. */
export type BenchRequest =
  /** once, before all others */
  | {
      readonly kind: "begin";
      /** the data directory; null: the one that is found */
      readonly data: string | null;
      readonly size: BenchSize;
    }
  | {
      readonly kind: "open";
      /** of the case */
      readonly id: string;
      readonly threads: number;
    }
  | { readonly kind: "run" }
  | { readonly kind: "dispose" };

export type BenchAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "opened"; readonly threads: number }
  | { readonly kind: "skipped"; readonly reason: string }
  | { readonly kind: "ran"; readonly seconds: number }
  /** the process ends after it */
  | { readonly kind: "failed"; readonly reason: string };

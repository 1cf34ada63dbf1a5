/** One section of the page, and what all of them draw from. */

import type { Figure } from "../../report/figures/figure.ts";
import type { Html } from "../../report/html.ts";
import type { Reproduction } from "../results.ts";
import { listMarks } from "./reservations.ts";

export interface PageSource {
  readonly reproduction: Reproduction;
  readonly figures: readonly Figure[];
  /** "SYNTHETIC", "QUICK", both or none: stands on every table */
  readonly marks: readonly string[];
}

/** Of the reproduction's page, or of another one, which draws from a source of its own. */
export interface Section<Source = PageSource> {
  readonly id: string;
  readonly title: string;
  render(source: Source): Html;
}

export function describeSource(reproduction: Reproduction, figures: readonly Figure[]): PageSource {
  return { reproduction, figures, marks: listMarks(reproduction) };
}

/** One section of the page, and what all of them draw from. */
import type { Reproduction } from "../../reproduce/results.ts";
import type { Figure } from "../figure.ts";
import { listMarks } from "../provenance.ts";
import type { Html } from "./html.ts";

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

import type * as z from "zod";
import { OBJECTIVES } from "../spec.ts";
import { nameOf } from "./name-of.ts";

export type Metric = (typeof OBJECTIVES)[number];

/** Afresh for each place, for each has a description of its own. */
export function metricSchema(): z.ZodEnum<{ [Name in Metric]: Name }> {
  return nameOf(OBJECTIVES);
}

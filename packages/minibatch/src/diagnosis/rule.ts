import type { Finding } from "./finding.ts";
import type { Symptoms } from "./symptoms.ts";

/** One thing that may be wrong. Pure; null: it is not. */
export type Rule = (symptoms: Symptoms) => Finding | null;

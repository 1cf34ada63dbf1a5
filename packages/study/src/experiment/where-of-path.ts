import type { Segments } from "../json/path.ts";
import type { ParameterSpec } from "./spec.ts";

/** Where the user wrote the parameter's path `index`: in its `at`, or as its name. */
export function whereOfPath(name: string, { at }: ParameterSpec, index: number): Segments {
  const place = ["parameters", name];
  if (at.length > 1) return [...place, "at", index];
  return at[0] === name ? place : [...place, "at"];
}

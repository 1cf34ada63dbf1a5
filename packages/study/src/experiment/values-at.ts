/** What a part of a trial's description may be: as it was written, and as parameters change it. */

import type { Json } from "../json/json.ts";
import { parsePath, type Segments } from "../json/path.ts";
import type { ExperimentSpec, ParameterSpec } from "./spec.ts";

type Parameters = ExperimentSpec["parameters"];

/**
 * All that may stand at `path` in some trial, null where nothing does: in `description`, by a parameter of this path,
 * or within what a parameter of a path above it sets. Of a range its ends.
 */
export function valuesAt(description: Json, parameters: Parameters, path: Segments): readonly Json[] {
  const found: Json[] = [];
  for (const parameter of Object.values(parameters)) {
    for (const segments of parameter.at.map((text) => parsePath(text) ?? [])) {
      if (segments.length > path.length || segments.some((segment, i) => segment !== path[i])) continue;
      const within = path.slice(segments.length);
      for (const value of valuesOf(parameter)) found.push(partOf(value, within));
    }
  }
  return [partOf(description, path), ...found];
}

function valuesOf(parameter: ParameterSpec): readonly Json[] {
  return parameter.kind === "choice" ? parameter.values.map(({ value }) => value) : [parameter.low, parameter.high];
}

function partOf(value: Json, path: Segments): Json {
  let part: Json = value;
  for (const segment of path) {
    if (typeof part !== "object" || part === null) return null;
    part = (part as Readonly<Record<string | number, Json>>)[segment] ?? null;
  }
  return part;
}

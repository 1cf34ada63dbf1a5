import { PlainJsonError, type Segments } from "study/json";
import { formatPlace, placeAt } from "../file-place.ts";
import { locateInSource } from "./locate-in-source.ts";

/**
 * The reason and place of an error in an experiment written as code; null for any other error. The experiment may have
 * its own copy of the lab, so the error is recognized by its `segments`, not by its class.
 */
export function describeExperimentError(source: string, error: unknown): string | null {
  if (error instanceof PlainJsonError) {
    const what = error.segments.length === 0 ? "its default export: " : "";
    return `${near(source, error.segments)}${what}${error.message}`;
  }
  if (!(error instanceof Error) || error.name !== "ExperimentError") return null;
  if (!("segments" in error) || !Array.isArray(error.segments)) return null;
  return `${near(source, error.segments)}${error.message}`;
}

function near(source: string, segments: Segments): string {
  const offset = locateInSource(source, segments);
  return offset === null ? "" : `near ${formatPlace(placeAt(source, offset))}: `;
}

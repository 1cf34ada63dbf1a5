/** The definition of whatever stands below `data:`: a named set's, or that of a file of one's own. */
import type { DataDefinition } from "../sets/data-set.ts";
import { dataSets, type OpenData } from "../sets/sets.ts";
import type { FileData } from "./file-data.ts";
import { defineFile } from "./file-definition.ts";

/** All that may stand below `data:`, complete. */
export type AnyData = OpenData | FileData;

export function isFileData(data: object): data is FileData {
  return "file" in data;
}

export function definitionOf(data: AnyData): DataDefinition<AnyData> {
  // each definition is asked about its own description alone
  return (isFileData(data) ? defineFile(data) : dataSets[data.set]) as DataDefinition<AnyData>;
}

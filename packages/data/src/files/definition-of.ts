/** The definition of whatever stands below `data:`: a named set's, or that of a file of one's own. */
import type { DataDefinition } from "../sets/data-set.ts";
import { dataSets, type OpenData } from "../sets/sets.ts";
import type { TargetSpec } from "../targets/target.ts";
import { targetOfFile } from "./complete-file.ts";
import type { FileData } from "./file-data.ts";
import { defineFile } from "./file-definition.ts";

/** All that may stand below `data:`, complete. */
export type AnyData = OpenData | FileData;

/** Whether what stands below `data:` is a file of one's own. */
export function isFileData(data: object): data is FileData {
  return "file" in data;
}

/** What can be asked of it before anything is loaded: shape, rows of each split, words. */
export function definitionOf(data: AnyData): DataDefinition<AnyData> {
  // each definition is asked about its own description alone
  return (isFileData(data) ? defineFile(data) : dataSets[data.set]) as DataDefinition<AnyData>;
}

/** What a network is to tell of a row. */
export function targetOf(data: AnyData): TargetSpec {
  if (isFileData(data)) return targetOfFile(data);
  const { targets } = dataSets[data.set].shape(data);
  if (targets.kind === "classes") return { task: "classes", columns: ["class"], classes: targets.names };
  const columns = Array.from({ length: targets.columns }, (_, i) => `target ${i + 1}`);
  if (targets.kind === "numbers") return { task: "regression", columns, classes: [] };
  return targets.columns === 1
    ? { task: "binary", columns, classes: ["0", "1"] }
    : { task: "labels", columns, classes: [] };
}

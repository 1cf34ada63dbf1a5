/**
 * The sets that have a name, splits, and IDX files: without the reader of tables and what it depends on.
 *
 * @module minibatch-data/sets
 */
export { type Digits, drawDigits, PIXEL_COUNT } from "./digits/draw-digits.ts";
export { completeFile, type FileOpened } from "./files/complete-file.ts";
export { type AnyData, definitionOf, isFileData, targetOf } from "./files/definition-of.ts";
export type {
  ColumnFacts,
  DrawnFileData,
  FileData,
  FileFacts,
  FileInput,
  SplitInput,
  SplitSpec,
} from "./files/file-data.ts";
export { notInputs, type OpenedFile, openFile } from "./files/open-file.ts";
export { type FrameSplit, splitFrame } from "./files/split-frame.ts";
export type { ArrayContents, ArrayNumbers, FileArray } from "./formats/file-array.ts";
export { type Gunzip, isGzip } from "./formats/gunzip.ts";
export { type IdxArray, type IdxValues, readIdx } from "./formats/idx.ts";
export type { Frame } from "./frame/frame.ts";
export type { Preparation, StepInput } from "./preprocessing/preparation.ts";
export type { StepsInput } from "./preprocessing/read-step.ts";
export { pickRows, sliceRows } from "./rows/slice-rows.ts";
export { completeData, drawData, drawRows, findDataSet, wholeData } from "./sets/complete-data.ts";
export type {
  BitTargets,
  ClassTargets,
  DataDescription,
  DataField,
  DataFields,
  DataFile,
  DataSet,
  DataShape,
  DescriptionInput,
  DrawnContents,
  FieldRefusal,
  Hdf5Numbers,
  OpenDescription,
  Origin,
  ReadTools,
  SeedName,
  SplitRows,
  Splits,
  StandIn,
} from "./sets/data-set.ts";
export { drawImages, hashedOf, type ImageBytes, type ImageRows, readImages } from "./sets/families/image-set.ts";
export {
  type AnyDataSet,
  type DataInput,
  type DataSpec,
  dataSets,
  type OpenData,
  type SetName,
  setNames,
} from "./sets/sets.ts";
export { takesValue } from "./sets/takes-value.ts";
export { countSplits, type SplitKind, type SplitShares, splitRows } from "./splits/split-rows.ts";
export { type Split, splitByCount, splitGrouped, splitStratified } from "./splits/splits.ts";
export { type HiddenModel, isHiddenModel } from "./targets/hidden-model.ts";
export { type ModelOptions, modelFor } from "./targets/model-for.ts";
export { TARGET_TASKS, type TargetSpec, type TargetTask } from "./targets/target.ts";
export { forbiddenIn } from "./text/forbidden-characters.ts";

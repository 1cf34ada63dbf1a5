/**
 * Data for training, wherever it comes from: the sets that have a name, with what each says of itself; splits; tables
 * from files.
 *
 * @module minibatch-data
 */
export {
  type Answer,
  answer,
  type BinaryAnswer,
  type ClassAnswer,
  type LabelsAnswer,
  type NumbersAnswer,
} from "./answers/answer.ts";
export {
  type ClassesEvaluation,
  type ClassFigures,
  type Evaluation,
  evaluateAnswers,
  type LabelsEvaluation,
  type NumberFigures,
  type NumbersEvaluation,
  truthOf,
} from "./answers/evaluate-answers.ts";
export { type Reliability, type ReliabilityBin, reliabilityOf } from "./answers/reliability.ts";
export { RequestError, type TableChoice, TableError } from "./errors.ts";
export { concatFrames } from "./frame/concat-frames.ts";
export {
  type ArrayValues,
  type Category,
  categoryOf,
  columnNamed,
  type Frame,
  type FrameColumn,
  type NumberValues,
  placeOf,
  type RowPlaces,
  widthOf,
} from "./frame/frame.ts";
export { type ColumnInput, frameOf, frameOfRows } from "./frame/frame-of.ts";
export { type ColumnTypes, retype, typesOfFrame } from "./frame/retype.ts";
export { type NumberRows, readJsonRows } from "./json/read-json-rows.ts";
export type { RawRow } from "./models/frame-of-inputs.ts";
export { openModel, type PreparedModel } from "./models/open-model.ts";
export { type PreparedData, type PrepareOptions, prepareData } from "./models/prepare-data.ts";
export { saveModel } from "./models/save-model.ts";
export { whyNotNumber } from "./numbers/why-not-number.ts";
export { MOST_LEVELS } from "./preprocessing/auto.ts";
export { type FitInput, fitPreparation } from "./preprocessing/fit-preparation.ts";
export type { FittedStep, InputColumn, Preparation, StepInput } from "./preprocessing/preparation.ts";
export { prepareRows } from "./preprocessing/prepare-rows.ts";
export { prepareTargets, undoTargetSteps } from "./preprocessing/prepare-targets.ts";
export { readPreparation } from "./preprocessing/read-preparation.ts";
export { COLUMN_GROUPS, type CompleteStep, readSteps } from "./preprocessing/read-step.ts";
export type { StepField, StepKind } from "./preprocessing/step.ts";
export { type StepName, stepKinds, stepNames } from "./preprocessing/steps.ts";
export { inputTypes, targetTypes } from "./preprocessing/trained-types.ts";
export {
  type ArrayProfile,
  AS_AN_ID,
  type CategoryProfile,
  type ColumnProfile,
  type NumberProfile,
} from "./profile/column-profile.ts";
export { type DuplicateRows, findDuplicateRows, type SharedRows, type SplitPart } from "./profile/duplicates.ts";
export {
  type ClassCount,
  type Profile,
  type ProfileOptions,
  profileFrame,
  type TargetProfile,
} from "./profile/profile-frame.ts";
export type { TellingColumn } from "./profile/tells-target.ts";
export { completeOptions } from "./readers/complete-options.ts";
export { defaultTools } from "./readers/default-tools.ts";
export { chooseReader, companionsOf, type FrameRequest, readerOfName, readFrame } from "./readers/read-frame.ts";
export type { Companion, NamedBytes, Reader } from "./readers/reader.ts";
export { readerNames, readers } from "./readers/readers.ts";
export { unpack as unpackGzip } from "./readers/unpack.ts";
export * from "./sets-door.ts";
export { readTable, type TableOptions } from "./table/read-table.ts";
export {
  type Column,
  describeColumn,
  describeTable,
  findColumn,
  type NumberColumn,
  type Table,
  type TableFormat,
  type TextColumn,
} from "./table/table.ts";
export { describeTarget } from "./targets/describe-target.ts";
export { inferTarget } from "./targets/infer-target.ts";
export { checkModel, describeHead, outputsFor } from "./targets/model-for.ts";
export { targetNumbers } from "./targets/target-numbers.ts";
export { countEach, tellUntaught } from "./targets/untaught-classes.ts";
export { type DecodedText, decodeText, type Encoding } from "./text/decode-text.ts";
export { nameForeignFormat } from "./text/foreign-formats.ts";
export { showText } from "./text/show-text.ts";

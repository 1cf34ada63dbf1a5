/** What can be asked of a file of one's own before it is trained on: answered from its complete description. */
import { countWords, splitWords } from "../sets/count-words.ts";
import type { DataDefinition, DataField, DataShape } from "../sets/data-set.ts";
import { countSplit, waysOf } from "./count-split.ts";
import type { FileData } from "./file-data.ts";

/** No field of its own is varied as a set's are: what parameters put below `data.split` is completed anew. */
const NO_FIELDS: Readonly<Record<string, DataField>> = {};

export function defineFile(data: FileData): DataDefinition<FileData> {
  const name = data.file.split("/").filter(Boolean).at(-1) ?? data.file;
  return {
    words: { long: name, short: `rows of ${name}` },
    fields: NO_FIELDS,
    validatedBy: { field: "split.validation", instead: "give a share to validate" },
    shape,
    rows: countSplit,
    refusal,
    describe,
  };
}

function shape(data: FileData): DataShape {
  const { task, target, found } = data;
  const targets =
    task === "classes"
      ? { kind: "classes" as const, names: found.classes }
      : { kind: task === "regression" ? ("numbers" as const) : ("bits" as const), columns: target.length };
  return { inputs: null, targets };
}

function refusal(data: FileData): { readonly field: string; readonly why: string } | null {
  const { split, found } = data;
  const { train, validation, test } = countSplit(data);
  if (train < 1) {
    return {
      field: split.folds === null ? "split.validation" : "split.folds",
      why: `of ${found.rows} rows ${validation} would validate and ${test} be tested; none is left to train on`,
    };
  }
  const why = `of ${found.rows} rows it gives none; give a larger share, or 0`;
  if (split.test > 0 && test === 0) return { field: "split.test", why };
  if (split.folds === null && split.validation > 0 && validation === 0) return { field: "split.validation", why };
  if (split.folds !== null && split.folds > found.rows - test) {
    return { field: "split.folds", why: `${found.rows - test} rows do not make ${split.folds} folds; give fewer` };
  }
  return null;
}

function describe(data: FileData): string {
  const { found, file } = data;
  return `${countWords(found.rows)} rows of ${file}, ${splitWords(countSplit(data))}, ${describeWay(data)}`;
}

function describeWay({ split }: FileData): string {
  const drawn = split.seed === null ? "drawn anew by each seed" : `drawn by seed ${split.seed}`;
  const [way] = waysOf(split);
  if (way === "column") return `as column ${split.column} says`;
  if (way === "files") return "in files of their own";
  if (way === "order") return `the last ones by ${split.order}`;
  const how =
    way === "stratify" ? ", every class in its share" : way === "group" ? `, rows of one ${split.group} together` : "";
  if (split.folds === null) return `${drawn}${how}`;
  return (
    `${split.folds} folds that validate in turn${how}, ` +
    `${split.seed === null ? "the same for every configuration" : drawn}`
  );
}

/** Tables for files of one's own: formats and steps of preprocessing, from what each says of itself. */
import { readers, stepKinds } from "minibatch-data";
import { tellFields } from "./kind-tables.ts";
import { code, table } from "./markdown-table.ts";
import { objectWith, tableOf } from "./schema-tables.ts";

/** One row a format. */
export function formatsTable(): string {
  const rows = readers.map(({ name, says, endings, isFolder, fields }) => [
    code(name),
    isFolder ? "a folder" : endings.map(code).join(", "),
    says,
    tellFields(fields),
  ]);
  return table(["format", "is told by", "what it is", "options"], rows);
}

const COLUMNS = { number: "numbers", category: "texts", array: "arrays" } as const;

/** One row a step. */
export function stepsTable(): string {
  const rows = Object.entries(stepKinds).map(([kind, step]) => [
    code(kind),
    `${step.says} (${step.source})`,
    step.takes.map((column) => COLUMNS[column]).join(", "),
    tellFields(step.fields),
  ]);
  // a fifth column would be cut on a desk
  return table(["kind", "what it does, as what", "columns of", "options"], rows);
}

/** What stands below `data:` for a file whatever its format. */
export function fileTable(): string {
  const options = readers.flatMap(({ fields }) => Object.keys(fields));
  return tableOf(objectWith("data", "file"), [...options, "found", "from"]);
}

/** What stands below `split:`. */
export function splitsTable(): string {
  return tableOf(objectWith("data", "file").properties!.split!, ["folds"]);
}

/** What stands below `data:` for a module. */
export function moduleTable(): string {
  return tableOf(objectWith("data", "module"));
}

/** What was found in a file of one's own and what follows from it, a sentence each: nothing is inferred in silence. */
import { definitionOf, describeHead, describeTarget, type FileData, type Preparation, targetOf } from "minibatch-data";
import type { OwnRows } from "./own-files.ts";

/** For a terminal, before anything is trained. */
export function describeOwnData(
  data: FileData,
  { frame, preparation, untaught }: Pick<OwnRows, "frame" | "preparation" | "untaught">,
): readonly string[] {
  const target = targetOf(data);
  const { columns } = data.found;
  const inputs = columns.filter(({ name }) => !target.columns.includes(name) && !data.ignore.includes(name));
  const list = inputs.map(({ name, type, levels, shape, missing }) => {
    const kind =
      type === "category" ? `${levels} texts` : type === "array" ? `arrays of ${(shape ?? []).join(" x ")}` : "numbers";
    return `${name} (${kind}${missing === 0 ? "" : `, ${missing} missing`})`;
  });
  const shown =
    list.length <= MOST_SHOWN ? list : [...list.slice(0, MOST_SHOWN), `and ${list.length - MOST_SHOWN} more`];
  return [
    frame.told ?? `${data.file}: ${frame.rows} rows x ${columns.length} columns`,
    `Inputs: ${shown.join(", ")}`,
    `Target ${describeTarget(target)}; ${describeHead(target)}`,
    `Split: ${definitionOf(data).describe(data)}`,
    ...untaught.map((sentence) => `  ${sentence}${isDrawnAnew(data) ? " (as the first seed draws the rows)" : ""}`),
    ...(preparation === null ? [] : describePreparation(preparation)),
  ];
}

function isDrawnAnew({ split, found }: FileData): boolean {
  return found.splitRows === null && split.order === null && split.seed === null;
}

function describePreparation({ chosen, shape, steps }: Preparation): readonly string[] {
  const numbers = shape.length === 1 ? `${shape[0]} numbers` : `numbers of shape ${shape.join(" x ")}`;
  const how = chosen.length > 0 ? "auto" : steps.map(({ kind }) => kind).join(", ") || "none";
  return [
    `Preprocessing: ${how}, fitted on the training rows alone; a row becomes ${numbers}`,
    ...chosen.map((sentence) => `  ${sentence}`),
  ];
}

const MOST_SHOWN = 12;

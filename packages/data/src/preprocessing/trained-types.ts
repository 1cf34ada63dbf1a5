/** How raw rows are read for a trained network: a column is what it was when the network was trained. */
import type { ColumnTypes } from "../frame/retype.ts";
import type { Preparation } from "./preparation.ts";

/**
 * The types of the inputs, arrays left out, for `readFrame`: 007 is a text where texts were trained on, 7 where numbers
 * were.
 */
export function inputTypes({ inputs }: Pick<Preparation, "inputs">): ColumnTypes {
  return Object.fromEntries(inputs.flatMap(({ name, type }) => (type === "array" ? [] : [[name, type]])));
}

/** The type of the target's column where its classes can only be texts: "01", "a"; of others none is said. */
export function targetTypes({ target }: Pick<Preparation, "target">): ColumnTypes {
  const areTexts = target.classes.some((name) => String(Number(name)) !== name);
  return areTexts ? Object.fromEntries(target.columns.map((name) => [name, "category"])) : {};
}

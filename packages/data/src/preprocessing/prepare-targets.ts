/** From the target's columns to what a network is to give, and back. */
import type { Targets } from "minibatch";
import { type Frame, placeOf } from "../frame/frame.ts";
import { targetNumbers } from "../targets/target-numbers.ts";
import { applyLinks, linksByColumn } from "./chain.ts";
import type { Preparation } from "./preparation.ts";

/**
 * Of the rows that `rows` numbers, or of all: the number of each row's class; for binary and labels 0 and 1; for
 * regression the numbers after the target's steps.
 *
 * @throws DataError, naming the row's place, where a target is missing, or a class is none of the training's.
 */
export function prepareTargets(preparation: Preparation, frame: Frame, rows: Uint32Array | null = null): Targets {
  const { target, targetSteps } = preparation;
  const numbers = targetNumbers(target, frame, rows);
  const columns = target.columns.length;
  if (target.task === "classes") {
    const values = target.classes.length <= 256 ? Uint8Array.from(numbers) : Int32Array.from(numbers);
    return { kind: "classes", values };
  }
  if (target.task !== "regression") return { kind: "values", columns, values: Float32Array.from(numbers) };
  const values = new Float32Array(numbers.length);
  const links = linksByColumn(targetSteps);
  const site = { file: frame.name, place: (row: number) => placeOf(frame, rows === null ? row : rows[row]!) };
  for (const [j, name] of target.columns.entries()) {
    const own = new Float64Array(numbers.length / columns);
    for (let row = 0; row < own.length; row++) own[row] = numbers[row * columns + j]!;
    const { column } = applyLinks({ kind: "number", name, values: own }, links.get(name) ?? [], site);
    if (column?.kind !== "number") throw new TypeError(`Cannot prepare the target ${name}: its steps leave no numbers`);
    for (let row = 0; row < own.length; row++) values[row * columns + j] = column.values[row]!;
  }
  return { kind: "values", columns, values };
}

/** Numbers [rows, columns] that went through the target's steps, in the target's unit again. */
export function undoTargetSteps({ target, targetSteps }: Preparation, prepared: ArrayLike<number>): Float64Array {
  const columns = target.columns.length;
  const numbers = Float64Array.from(prepared);
  if (target.task !== "regression") return numbers;
  const links = linksByColumn(targetSteps);
  for (const [j, name] of target.columns.entries()) {
    let own = new Float64Array(numbers.length / columns);
    for (let row = 0; row < own.length; row++) own[row] = numbers[row * columns + j]!;
    for (const { kind, fitted, options } of (links.get(name) ?? []).toReversed()) {
      if (kind.undo === null) throw new TypeError(`Cannot undo the steps of the target ${name}: one has no way back`);
      own = Float64Array.from(kind.undo(own, fitted, options));
    }
    for (let row = 0; row < own.length; row++) numbers[row * columns + j] = own[row]!;
  }
  return numbers;
}

/** What comes in by the door need not be what its type says: something else gets one line, not a failure inside. */
import { DataError } from "../errors.ts";

/** Throws DataError unless `dataset`, called `what` in messages, has rows and targets of kinds there are. */
export function checkDatasetKinds(what: string, dataset: unknown): void {
  const { x, y } = openObject(what, "it", dataset, "{ x, y }: rows and what each should give");
  checkRowsKind(what, x);
  checkKind(what, "y", y, ["classes", "values"]);
}

/** The same for rows alone. */
export function checkRowsKind(what: string, x: unknown): void {
  checkKind(what, "x", x, ["dense", "compressed"]);
}

function checkKind(what: string, name: string, value: unknown, kinds: readonly string[]): void {
  const { kind } = openObject(what, `its ${name}`, value, `an object of kind ${kinds.join(" or ")}`);
  if (kinds.includes(kind as string)) return;
  throw new DataError(
    `Cannot use ${what}: its ${name} is of kind ${JSON.stringify(kind)}; it must be ${kinds.join(" or ")}`,
  );
}

function openObject(what: string, name: string, value: unknown, wanted: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  throw new DataError(`Cannot use ${what}: ${name} is ${value === null ? "null" : typeof value}; give ${wanted}`);
}

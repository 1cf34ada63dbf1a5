/**
 * Callers may pass something other than the types say. It is rejected here in one line, and does not fail somewhere
 * inside.
 */
import { DataError } from "../errors.ts";

/** How lists of rows and of targets are written. */
function showForm(name: string, list: ArrayLike<unknown>): string {
  const flat = Array.isArray(list) ? `Float32Array.from(${name}.flat())` : name;
  if (name === "x") return `{ kind: "dense", rows, features, values: ${flat}, scale: 1 }`;
  const labels = typeof list[0] === "string" ? "y, (name) => names.indexOf(name)" : "y";
  return (
    `{ kind: "classes", values: Int32Array.from(${labels}) }, or numbers as { kind: "values", columns: 1, values: ` +
    `${flat} }`
  );
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** Throws DataError unless `dataset`, called `what` in messages, has rows and targets of kinds there are. */
export function checkDatasetKinds(what: string, dataset: unknown): void {
  const wanted = "{ x, y }: rows and what each should give";
  const { x, y, kind } = openObject(what, "it", dataset, wanted);
  if (kind !== undefined || isList(dataset)) {
    throw new DataError(`Cannot use ${what}: it is ${isList(dataset) ? "a list" : "rows alone"}; give ${wanted}`);
  }
  checkRowsKind(what, x);
  checkKind(what, "y", y, ["classes", "values"]);
}

/** The same for rows alone. */
export function checkRowsKind(what: string, x: unknown): void {
  checkKind(what, "x", x, ["dense", "compressed"]);
}

function checkKind(what: string, name: string, value: unknown, kinds: readonly string[]): void {
  if (isList(value)) {
    throw new DataError(`Cannot use ${what}: its ${name} is an array; give ${showForm(name, value)}`);
  }
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

/** Rows or columns of a JSON document into a frame. */
import { TableError } from "../errors.ts";
import { checkNames, namesByPlace } from "../frame/check-names.ts";
import { columnOfValues } from "../frame/column-of-values.ts";
import type { Frame } from "../frame/frame.ts";
import { GatheredRows, isFields, sayKind } from "../frame/frame-of.ts";
import { parseJson } from "../json/parse-json.ts";
import type { ReadTools } from "../sets/data-set.ts";
import { decodeText } from "../text/decode-text.ts";
import { showText } from "../text/show-text.ts";
import type { NamedBytes, Reader } from "./reader.ts";

const FORMS = 'rows, as [{"a": 1, "b": "x"}] or [[1, "x"]], or columns, as {"a": [1], "b": ["x"]}';

export const json: Reader<Record<never, never>> = {
  name: "json",
  says: "a JSON document: an array of objects, an array of arrays, or an object of columns",
  endings: [".json"],
  isFolder: false,
  recognizes: () => false,
  fields: {},
  read: readJson,
};

function readJson(files: readonly NamedBytes[], _: object, { shared }: ReadTools, name: string): Frame {
  const { text } = decodeText((files[0] as NamedBytes).bytes, name);
  const document = parseJson(text, name, `${FORMS}; or say format: jsonl`);
  const action = `Cannot read ${name}`;
  if (Array.isArray(document)) return fromRows(document as readonly unknown[], name, action, shared);
  if (isFields(document)) return fromColumns(document, name, action, shared);
  throw new TableError(`${action}: it holds ${sayKind(document)}, should hold ${FORMS}`);
}

function fromRows(rows: readonly unknown[], name: string, action: string, shared: boolean): Frame {
  if (rows.length === 0) throw new TableError(`${action}: it holds no rows; write ${FORMS}`);
  if (Array.isArray(rows[0])) {
    return fromLists(rows, namesByPlace(rows[0].length), name, action, shared);
  }
  const gathered = new GatheredRows();
  for (const [i, row] of rows.entries()) {
    if (!isFields(row))
      throw new TableError(`${action}: row ${i + 1} is ${sayKind(row)}, should be an object of columns`);
    gathered.add(row);
  }
  return gathered.finish(name, action, { kind: "rows" }, shared);
}

function fromLists(
  rows: readonly unknown[],
  names: readonly string[],
  name: string,
  action: string,
  shared: boolean,
): Frame {
  if (rows.length === 0) throw new TableError(`${action}: it holds no rows`);
  if (names.length === 0) throw new TableError(`${action}: its rows are empty, should hold values`);
  checkNames(names, name);
  for (const [i, row] of rows.entries()) {
    if (!Array.isArray(row))
      throw new TableError(`${action}: row ${i + 1} is ${sayKind(row)}, should be an array as row 1 is`);
    if (row.length !== names.length) {
      throw new TableError(
        `${action}: row ${i + 1} has ${row.length} values, should have ${names.length} as row 1 has`,
      );
    }
  }
  const source = { action, place: (row: number) => `row ${row + 1}`, shared };
  const lists = rows as readonly (readonly unknown[])[];
  const columns = names.map((column, i) =>
    columnOfValues(
      column,
      lists.map((row) => row[i]),
      rows.length,
      source,
    ),
  );
  return { name, rows: rows.length, columns, places: { kind: "rows" } };
}

function fromColumns(
  document: Readonly<Record<string, unknown>>,
  name: string,
  action: string,
  shared: boolean,
): Frame {
  const { columns: names, data } = document;
  // what pandas writes with orient="split"
  if (Array.isArray(names) && Array.isArray(data) && Array.isArray(data[0])) {
    return fromLists(data, names.map(String), name, action, shared);
  }
  const entries = Object.entries(document);
  checkNames(
    entries.map(([column]) => column),
    name,
  );
  const [first] = entries;
  if (first === undefined) throw new TableError(`${action}: it holds an empty object, should hold ${FORMS}`);
  const labels = isFields(first[1]) ? Object.keys(first[1]) : null;
  const lists = entries.map(([column, values]) => valuesOf(column, values, labels, first[0], action));
  const rows = (lists[0] as readonly unknown[]).length;
  if (rows === 0) throw new TableError(`${action}: it holds no rows`);
  for (const [i, values] of lists.entries()) {
    if (values.length !== rows) {
      throw new TableError(
        `${action}: column ${showText(entries[i]![0])} has ${values.length} values, should have ${rows} as ` +
          `${showText(first[0])} has`,
      );
    }
  }
  const source = { action, place: (row: number) => `row ${row + 1}`, shared };
  const columns = lists.map((values, i) => columnOfValues(entries[i]![0], values, rows, source));
  return { name, rows, columns, places: { kind: "rows" } };
}

/** `labels`: of rows, as pandas writes columns by default: `{"a": {"0": 1, "1": 2}}`. */
function valuesOf(
  column: string,
  values: unknown,
  labels: readonly string[] | null,
  first: string,
  action: string,
): readonly unknown[] {
  if (labels === null) {
    if (Array.isArray(values)) return values;
    throw new TableError(
      `${action}: column ${showText(column)} is ${sayKind(values)}, should be a list; give ${FORMS}`,
    );
  }
  const keys = isFields(values) ? Object.keys(values) : null;
  if (keys === null || keys.length !== labels.length || !keys.every((key, i) => key === labels[i])) {
    throw new TableError(`${action}: column ${showText(column)} should have the same rows as ${showText(first)} has`);
  }
  return Object.values(values as object);
}

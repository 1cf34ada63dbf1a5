/** What an experiment asks of its file and the file has not: told with the experiment's line, and the file's. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { readExperiment } from "./read-experiment.ts";

const folder = mkdtempSync(join(tmpdir(), "data-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rows = (head: string, of: (i: number) => string): string =>
  `${head}\n${Array.from({ length: 30 }, (_, i) => `${of(i)}\n`).join("")}`;
const files = {
  "a.csv": rows(
    "year,place,kind",
    (i) => `${i === 6 ? "" : 1990 + i},${i % 3 ? "north" : "south"},${i % 2 ? "x" : "y"}`,
  ),
  "less.csv": rows("year,kind", (i) => `${i},x`),
  "texts.csv": rows("year,place,kind", (i) => `${i === 3 ? "many" : i},north,x`),
  "names.csv": rows("name,year,kind", (i) => `n${i},${i},${i % 2 ? "x" : "y"}`),
  "a.foo": "year\n1\n",
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);

const NONE = 'there is none; it has "year", "place", "kind"';
const HAS = `of a.csv: ${NONE}`;

test.each([
  ["types: { yaer: category }", 5, `data.types.yaer: Cannot use column "yaer" ${HAS}`],
  [
    "types: { year: category, place: number }",
    5,
    'data.types.place: Cannot use column "place" of a.csv as numbers: line 2: "south" is text, should be a number',
  ],
  ["types: { year: text }", 5, 'data.types.year: cannot use "text": known are number, category'],
  ["ignore: [year, plaec]", 5, `data.ignore[1]: Cannot use column "plaec" ${HAS}`],
  ["ignore: [kind]", 5, 'data.ignore[0]: Cannot ignore column "kind" of a.csv: it is the target; take it out'],
  ["ignore: year", 5, 'data.ignore: cannot use "year": it must be a list of columns'],
  ["split: { group: plaec }", 5, `data.split.group: Cannot use column "plaec" ${HAS}`],
  ["split: { order: yaer }", 5, `data.split.order: Cannot use column "yaer" ${HAS}`],
  ["split: { order: year }", 5, 'data.split.order: Cannot order a.csv by column "year": line 8 misses it; fill it in'],
  ["split: { column: plaec }", 5, `data.split.column: Cannot use column "plaec" ${HAS}`],
  [
    "split: { column: place }",
    5,
    'data.split.column: Cannot split a.csv by column "place": line 2 says "south", should',
  ],
  [
    "split: { files: { test: nothing.csv } }",
    5,
    /data\.split\.files\.test: Cannot read .*nothing\.csv: there is no such file/,
  ],
  [
    "split: { files: { validation: less.csv } }",
    5,
    'data.split.files.validation: Cannot use column "place" of less.csv: there is none; it has "year", "kind"',
  ],
  [
    "split: { files: { test: texts.csv } }",
    5,
    'data.split.files.test: Cannot use column "year" of texts.csv as numbers: line 5: "many" is text, should be a number',
  ],
  ["size: 28x28", 5, 'data.size: Cannot read a.csv: "size" is no option of the format csv, which has delimiter'],
  ["target: [kind, knid]", 4, `data.target: Cannot use column "knid" ${HAS}`],
  ["target: year", 4, 'data.target: Cannot use target "year" of a.csv: it is missing in line 8; fill it in'],
  ["file: nothing.csv", 3, /data\.file: Cannot read .*nothing\.csv: there is no such file/],
  ["file: a.foo", 3, "data.file: Cannot read a.foo: its format is not known by its name; say format: csv"],
  ["file: names.csv", 2, 'data: Cannot prepare column "name" of names.csv: each of its 18 texts'],
])("%s", async (written, line, fault) => {
  const field = written.split(":")[0]!;
  const data = ["file: a.csv", "target: kind"].map((given) => (given.startsWith(`${field}:`) ? written : given));
  if (!data.includes(written)) data.push(written);
  const text = ["name: t", "data:", ...data.map((given) => `  ${given}`), "model: { hidden: [4] }", "optimizer: adam"];
  const file = join(folder, "t.yaml");
  writeFileSync(file, `${text.join("\n")}\n`);
  const error = await readExperiment(file).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as Error;
  expect(message).toContain(`Cannot use ${file}: line ${line}, column `);
  expect(message).toMatch(
    fault instanceof RegExp ? fault : new RegExp(fault.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")),
  );
  expect(message).not.toContain("\n");
});

test.each([
  ["[{ kind: log, columns: [yaer] }]", `preprocessing[0].columns: Cannot use column "yaer" ${HAS}`],
  ["[{ kind: log, columns: [place] }]", 'preprocessing: Cannot apply log to column "place" of a.csv: it is of texts'],
])("preprocessing: %s", async (steps, fault) => {
  const file = join(folder, "p.yaml");
  const text = ["name: t", "data: { file: a.csv, target: kind }", "model: { hidden: [4] }", "optimizer: adam"];
  writeFileSync(file, `${[...text, `preprocessing: ${steps}`].join("\n")}\n`);
  const error = await readExperiment(file).catch((failure: unknown) => failure);
  expect((error as Error).message).toContain(`Cannot use ${file}: line 5, column `);
  expect((error as Error).message).toContain(fault);
});

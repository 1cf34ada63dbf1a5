import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../read-sources.ts";
import { equivalenceOf, readEquivalents, staleEntries } from "./equivalents.ts";
import { findChanges } from "./find-changes.ts";

const entry = { file: "a.ts", where: "f(«1», 1);", reason: "f looks at its second argument alone" };

test("an entry is of its line wherever that lies, of the marked place, and of all that may stand there unless it says what", () => {
  const changes = findChanges("a.ts", "g();\n\n   f(1, 1);");
  const found = changes.filter((change) => equivalenceOf(change, [entry]) === entry.reason);
  expect(found.map(({ text, start }) => [text, start])).toEqual([
    ["2", 11],
    ["0", 11],
  ]);
  const narrow = { ...entry, after: "0" };
  expect(changes.filter((change) => equivalenceOf(change, [narrow]) !== null).map(({ text }) => text)).toEqual(["0"]);
});

test("an entry whose line has changed is stale", () => {
  expect(staleEntries([entry], findChanges("a.ts", "f(1, 1);"))).toEqual([]);
  expect(staleEntries([entry], findChanges("a.ts", "f(1, 2);"))).toEqual([entry]);
  expect(staleEntries([entry], findChanges("b.ts", "f(1, 1);"))).toEqual([entry]);
});

test("every entry of the list is of a change there is, once, and has a reason", () => {
  const entries = readEquivalents();
  const files = [...new Set(entries.map(({ file }) => file))];
  const all = files.flatMap((file) => findChanges(file, readFileSync(join(repository, file), "utf8")));
  expect(staleEntries(entries, all).map(({ file, where }) => `${file}: ${where}`)).toEqual([]);
  expect(entries.filter(({ reason }) => reason.length < 20)).toEqual([]);
  const keys = entries.map(({ file, where, after }) => `${file} ${where} ${after}`);
  expect(keys).toEqual([...new Set(keys)]);
});

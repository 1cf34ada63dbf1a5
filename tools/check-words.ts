/**
 * Fails on a word that was replaced, on a comment, prose or a string that could be broken wider than 120 columns, and
 * on a comment or prose that names a file or a decision that is not there. Not looked at: what is dated and tells of
 * its day (decisions, the changelog, results), what is generated, and the width of the strings that tests expect.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isProgram, listFiles, report, repository } from "./read-sources.ts";
import { findLongStrings } from "./words/long-strings.ts";
import { findMissingFiles } from "./words/named-files.ts";
import { type Piece, readPage, readSource } from "./words/read-text.ts";
import { findRetiredWords, type RetiredWord, readRetiredWords } from "./words/retired-words.ts";

const WIDTH = 120;
const SOURCE = /^(?:packages|apps|tools|bench|docs|examples|deploy)\/.*\.ts$/;
const PAGE = /\.md$/;
const NOT_READ =
  /^docs\/decisions\/|^bench\/results\/|^CHANGELOG\.md$|THIRD-PARTY-NOTICES|NOTICE\.md$|-bytes\.ts$|\/page-scripts\.ts$|\/generated\/|^docs\/site\/src\/content\//;

/** Lines whose prose is too wide; an address cannot be broken, and counts nothing. */
export function findWideLines(file: string, prose: readonly Piece[], lines: readonly string[]): string[] {
  return prose.flatMap(({ line, text }) => {
    const whole = PAGE.test(file) ? text : lines[line - 1]!;
    const width = whole.replaceAll(/\w+:\/\/\S+/g, "").trimEnd().length;
    return width <= WIDTH ? [] : [`${file}:${line}: is ${width} columns wide, may be ${WIDTH}`];
  });
}

/** Strings are compared with those of tests, which are best looked for whole. */
const EXPECTED = /\.test\.ts$|\/test\/|\/fixtures\//;

function findWideStrings(file: string, content: string): string[] {
  if (PAGE.test(file) || EXPECTED.test(file)) return [];
  return findLongStrings(content, WIDTH).map(
    ({ line }) => `${file}:${line}: has a string that reaches beyond ${WIDTH} columns; break it with +`,
  );
}

/** All that is wrong with one file. */
export function checkWords(
  file: string,
  content: string,
  words: readonly RetiredWord[],
  files: readonly string[],
  isInstalled?: (path: string) => boolean,
): string[] {
  const reading = PAGE.test(file) ? readPage(content) : readSource(content);
  return [
    ...findRetiredWords(file, reading, words),
    ...findWideLines(file, reading.prose, content.split("\n")),
    ...findWideStrings(file, content),
    ...findMissingFiles(file, reading.prose, files, isInstalled),
  ];
}

/** Of all committed files, the sources and pages whose words are checked. */
export function isChecked(file: string): boolean {
  return (SOURCE.test(file) || PAGE.test(file)) && !NOT_READ.test(file);
}

/** The names of packages that a package.json asks for. */
function listNeeded(manifest: string): string[] {
  const { dependencies, devDependencies } = JSON.parse(manifest) as Record<string, Record<string, string> | undefined>;
  return Object.keys({ ...dependencies, ...devDependencies });
}

if (isProgram(import.meta.filename)) {
  const files = listFiles();
  const read = (file: string): string => readFileSync(join(repository, file), "utf8");
  const words = readRetiredWords(read("tools/words/retired.md"));
  const checked = files.filter(isChecked);
  const needed = files
    .filter((file) => posix.basename(file) === "package.json")
    .flatMap((file) => listNeeded(read(file)));
  // brain.js is a package that is called so
  const isInstalled = (path: string): boolean =>
    needed.includes(path) || existsSync(join(repository, "node_modules", path));
  const problems = checked.flatMap((file) => checkWords(file, read(file), words, files, isInstalled));
  report("check-words", problems, `${checked.length} files, ${words.length} retired words`);
}

/**
 * Fails where results could differ between engines or runs. ECMAScript leaves Math.exp and its kin, and `**`, to the
 * implementation (ECMA-262, 21.3.2); chance, time and output are arguments of the library and of the pure rooms.
 */
import { blankComments } from "./blank-comments.ts";
import { isProgram, readSources, report, type Sources } from "./read-sources.ts";

const exact = ["sqrt", "abs", "floor", "ceil", "trunc", "min", "max", "fround", "imul", "sign", "clz32"];
const constants = ["PI", "E", "LN2", "LN10", "LOG2E", "LOG10E", "SQRT2", "SQRT1_2"];
const inexact = new RegExp(`\\bMath\\.(?!(?:${[...exact, ...constants].join("|")})\\b)\\w+|\\*\\*=?`, "g");
/** A literal power of two is exact everywhere and reads better than its digits. */
const powerOfTwo = /(?<![\w.])2 \*\* -?\d+(?![\w.])/g;
const impure = /\bMath\.random\b|\b(?:Date|performance|console|setTimeout|setInterval|crypto)\b(?!["':])/g;

const numericRooms = [
  "packages/minibatch/src/",
  // what is drawn is the same in every engine
  "packages/data/src/sets/",
  "packages/data/src/digits/",
  "packages/data/src/sequences/",
  // what is prepared in a page is what was prepared in Node
  "packages/data/src/preprocessing/",
  "packages/data/src/answers/",
];
const pureRooms = [
  ...numericRooms,
  "packages/charts/src/",
  "packages/data/src/",
  "packages/study/src/",
  "packages/lab/src/page-kit/",
  "packages/lab/src/objective/",
  "packages/lab/src/experiment-page/",
  "packages/lab/src/reproduce/claims/",
  "packages/lab/src/reproduce/page/",
];

/** Where the clock and the threads of a platform are handed to the library. */
const hostRooms = ["packages/minibatch/src/hosts/"];

function within(rooms: readonly string[], file: string): boolean {
  return rooms.some((room) => file.startsWith(room));
}

/** Every breach as one line: `file:line: what is wrong`. */
export function checkNumerics(sources: Sources): string[] {
  const problems: string[] = [];
  for (const [file, source] of sources) {
    const rules: [RegExp, string][] = [];
    if (within(numericRooms, file)) rules.push([inexact, "differs between engines; use src/math"]);
    if (within(pureRooms, file) && !within(hostRooms, file))
      rules.push([impure, "is chance, time or output; take it as an argument"]);
    blankComments(source, "blank")
      .replaceAll(powerOfTwo, "")
      .split("\n")
      .forEach((text, index) => {
        for (const [pattern, reason] of rules) {
          for (const [found] of text.matchAll(pattern)) problems.push(`${file}:${index + 1}: ${found} ${reason}`);
        }
      });
  }
  return problems;
}

if (isProgram(import.meta.filename)) {
  const sources = readSources();
  report("check-numerics", checkNumerics(sources), `${sources.size} files`);
}

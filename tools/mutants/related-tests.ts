/** Which tests a source's change may be noticed by, nearest first. */
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { readImports } from "../read-imports.ts";
import type { Target } from "./packages.ts";

/** Who imports whom at run time: of each file, those that import it. */
export type Importers = ReadonlyMap<string, readonly string[]>;

const FOLDERS = ["packages/*/{src,test}/**/*.ts", "examples/**/*.ts"];

/** Reads the imports of all packages; `minibatch` and the other packages' names are the files of their doors. */
export function readImporters(root: string): Importers {
  const files = globSync(FOLDERS, { cwd: root }).map((file) => file.replaceAll("\\", "/"));
  const doors = readDoors(root);
  const importers = new Map<string, string[]>();
  for (const file of files.sort()) {
    for (const { specifier, typeOnly } of readImports(readFileSync(join(root, file), "utf8"))) {
      const to = specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : doors.get(specifier);
      if (to === undefined || typeOnly) continue;
      importers.set(to, [...(importers.get(to) ?? []), file]);
    }
  }
  return importers;
}

function readDoors(root: string): Map<string, string> {
  const doors = new Map<string, string>();
  for (const file of globSync("packages/*/package.json", { cwd: root })) {
    const { name, exports } = JSON.parse(readFileSync(join(root, file), "utf8")) as {
      name: string;
      exports: Record<string, string | Record<string, string>>;
    };
    for (const [path, door] of Object.entries(exports)) {
      const source = typeof door === "string" ? undefined : door["minibatch-source"];
      if (source !== undefined) doors.set(posix.join(name, path), posix.join(dirname(file), source));
    }
  }
  return doors;
}

/**
 * What is known of test files from the changes tried so far, in this run and in those before: quick ones that notice
 * much come first.
 */
export class Experience {
  readonly #seconds: Map<string, number>;
  readonly #noticed: Map<string, number>;

  constructor({ seconds = {}, noticed = {} }: Partial<ReturnType<Experience["toJSON"]>> = {}) {
    this.#seconds = new Map(Object.entries(seconds));
    this.#noticed = new Map(Object.entries(noticed));
  }

  toJSON(): { readonly seconds: Record<string, number>; readonly noticed: Record<string, number> } {
    return { seconds: Object.fromEntries(this.#seconds), noticed: Object.fromEntries(this.#noticed) };
  }

  tookSeconds(file: string, seconds: number): void {
    this.#seconds.set(file, seconds);
  }

  hasNoticed(file: string): void {
    this.#noticed.set(file, (this.#noticed.get(file) ?? 0) + 1);
  }

  /** What a file took, or what most take at most. */
  secondsOf(file: string): number {
    return this.#seconds.get(file) ?? 5;
  }

  /** How many imports further away a file counts for what it costs, and nearer for what it has noticed. */
  handicapOf(file: string): number {
    return Math.min(8, (this.#seconds.get(file) ?? 1) / 2) - Math.min(3, this.#noticed.get(file) ?? 0);
  }
}

/**
 * Test files that reach `file`: its own first (`x.test.ts` of `x.ts`), then the early ones, then by how many imports
 * they are away, its folder's and quick ones before others. `tests` says which count; slow tests do not.
 */
export function testsOf(
  file: string,
  importers: Importers,
  { tests, early }: Pick<Target, "tests" | "early">,
  experience = new Experience(),
): string[] {
  const distance = new Map([[file, 0]]);
  for (const [at, steps] of distance) {
    for (const importer of importers.get(at) ?? []) if (!distance.has(importer)) distance.set(importer, steps + 1);
  }
  const name = basename(file, ".ts");
  const rank = (test: string): number => {
    if (basename(test).split(".")[0] === name) return Number.NEGATIVE_INFINITY;
    if (early?.test(test) === true) return -Number.MAX_VALUE;
    const isBeside = dirname(test) === dirname(file);
    return (distance.get(test) as number) - (isBeside ? 2 : 0) + experience.handicapOf(test);
  };
  return [...distance.keys()]
    .filter((path) => /\.test\.ts$/.test(path) && !/\.slow\.test\.ts$/.test(path) && tests.test(path))
    .map((path) => ({ path, rank: rank(path) }))
    .sort((a, b) => (a.rank === b.rank ? (a.path < b.path ? -1 : 1) : a.rank < b.rank ? -1 : 1))
    .map(({ path }) => path);
}

/** In portions: a few first, for most changes are noticed near by, then more at a time. */
export function inPortions(tests: readonly string[], first = 2): string[][] {
  const portions: string[][] = [];
  for (let from = 0, size = first; from < tests.length; from += size, size = Math.min(16, size * 2)) {
    portions.push(tests.slice(from, from + size));
  }
  return portions;
}

/** Files and decisions that prose names: they are there, found as a reader would find them. */
import type { Piece } from "./read-text.ts";

/** Endings of what is written here, not of what a user has or a command writes. */
const SOURCE = /[\w@.*{},-]*(?:\/[\w@.*{},-]+)*\.(?:ts|js|mjs|sh|py)(?![\w.-])/g;
/** A path from a folder of the root. */
const FROM_ROOT = /(?<![\w/.-])(?:packages|tools|bench|docs|examples|deploy)\/[\w@.*{},/-]*\w/g;
/** A file by its room, as ARCHITECTURE.md has them: the ending is left out. */
const BY_ROOM = /`([a-z][a-z\d-]*(?:\/[a-z][a-z\d-]*)+)`/g;
const DECISION = /\bdecisions? (\d+)\b/gi;

/** What looks like a file of ours and is none: `a.ts` of an example, TensorFlow.js, `keras/src/adam.py`. */
function isOther(name: string, files: readonly string[]): boolean {
  const parts = name.split("/");
  if (/^(?:\W*|\w)\.\w+$|^\w\.test\.ts$/.test(parts.at(-1)!)) return true;
  // a reader's own, `my-training.ts`
  if (/^my-/.test(parts.at(-1)!)) return true;
  // the build makes worker.js of worker.ts
  if (name.endsWith(".js") && files.some((file) => file.endsWith(`/${parts.at(-1)!.replace(/js$/, "ts")}`)))
    return true;
  // a program, as Node.js: its name is written large
  if (/^[A-Z]\w*\.js$/.test(name)) return true;
  // a path of another project is cited by the folders it has there
  return name.endsWith(".py") && !files.some((file) => `/${file}`.includes(`/${parts[0]}/`));
}

/** `a/b.ts` is found in x/a/b.ts, `*.test.ts` in any test, `run/` in a folder of that name. */
function isThere(name: string, files: readonly string[]): boolean {
  const path = name.replace(/^(?:\.{1,2}\/)+/, "").replace(/^\//, "");
  if (!/[*{}]/.test(path))
    return files.some((file) => `/${file}`.endsWith(`/${path}`) || `/${file}`.includes(`/${path}/`));
  const source = path
    .replaceAll(/[.+]/g, "\\$&")
    .replaceAll(/\*\*?/g, ".*")
    .replaceAll(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(",", "|")})`);
  const pattern = new RegExp(`(?:^|/)${source}(?:/|$)`);
  return files.some((file) => pattern.test(file));
}

/**
 * What is named and not there, as `file:line: ...`. `files`: all of the repository, by their paths from its root, and
 * of packages that are installed those that are named.
 */
export function findMissingFiles(
  file: string,
  prose: readonly Piece[],
  files: readonly string[],
  isInstalled: (path: string) => boolean = () => false,
): string[] {
  return prose.flatMap(({ line, text }) => {
    const here = text.replaceAll(/\w+:\/\/\S+/g, "");
    const names = new Set([...here.matchAll(SOURCE), ...here.matchAll(FROM_ROOT)].map(([name]) => name));
    const missing = [...names].filter((name) => !isOther(name, files) && !isThere(name, files) && !isInstalled(name));
    const byRoom = file === "ARCHITECTURE.md" ? [...here.matchAll(BY_ROOM)].map(([, name]) => name!) : [];
    missing.push(...byRoom.filter((name) => !isThere(`${name}.ts`, files) && !isThere(name, files)));
    const decisions = [...here.matchAll(DECISION)].map(([, number]) => number!);
    const unmade = decisions.filter(
      (number) => !files.some((path) => path.startsWith(`docs/decisions/${number.padStart(2, "0")}-`)),
    );
    return [
      ...missing.map((name) => `${file}:${line}: names ${name}, which is not there`),
      ...unmade.map((number) => `${file}:${line}: names decision ${number}, which is not there`),
    ];
  });
}

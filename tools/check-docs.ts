/**
 * Fails on a public export of the library or of minibatch-data without a docstring and on a link in our pages that
 * leads nowhere.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { isProgram, report, repository } from "./read-sources.ts";

const doors = [
  "packages/minibatch/src/index.ts",
  "packages/minibatch/src/describe/describe-kinds.ts",
  "packages/data/src/index.ts",
  "packages/data/src/sets-door.ts",
];

interface Export {
  readonly name: string;
  readonly from: string;
}

/** `export { a, type B as C } from "./x.ts"` -> a and B of that file, its path from the repository's root. */
function readExports(file: string, source: string): Export[] {
  return [...source.matchAll(/^export (?:type )?\{([^}]*)\} from "([^"]+)"/gm)].flatMap(([, names, specifier]) =>
    names!
      .split(",")
      .map(
        (name) =>
          name
            .trim()
            .replace(/^type /, "")
            .split(" as ")[0]!,
      )
      .filter((name) => name !== "")
      .map((name) => ({ name, from: posix.join(posix.dirname(file), specifier!) })),
  );
}

/** The comment right above the declaration of `name`: null without one, undefined when it is not declared there. */
function findDocstring(name: string, source: string): string | null | undefined {
  const declaration = new RegExp(
    "(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/\\s*)?^export (?:declare |abstract |async " +
      `)*(?:function\\*?|const|class|interface|type) ${name}\\b`,
    "m",
  );
  const match = declaration.exec(source);
  return match === null ? undefined : (match[1] ?? null);
}

/** Every breach as one line. `read` gives a file by its path from the root. */
export function checkDocstrings(file: string, read: (path: string) => string): string[] {
  return readExports(file, read(file)).flatMap(({ name, from }) => {
    const source = read(from);
    const docstring = findDocstring(name, source);
    if (docstring !== undefined) return docstring === null ? [`${from}:1: ${name} is public and has no docstring`] : [];
    const again = readExports(from, source).find((item) => item.name === name);
    if (again === undefined)
      return [`${from}:1: ${name} is exported by ${file}, but its declaration is not found here`];
    return findDocstring(name, read(again.from)) == null
      ? [`${again.from}:1: ${name} is public and has no docstring`]
      : [];
  });
}

/** Links and pictures of a page whose file is not there; addresses of the web are not visited. */
export function checkLinks(page: string, markdown: string, exists: (path: string) => boolean): string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```/gm, "");
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2]!,
  );
  return links
    .filter((link) => !/^(?:[a-z]+:|#)/.test(link))
    .filter((link) => !exists(posix.join(dirname(page), link.split("#")[0]!)))
    .map((link) => `${page}:1: links to ${link}, which is not there`);
}

if (isProgram(import.meta.filename)) {
  const read = (path: string) => readFileSync(join(repository, path), "utf8");
  const pages = globSync(
    ["*.md", "docs/*.md", "docs/{pages,decisions}/**/*.md", "packages/*/*.md", "packages/*/wasm/*.md", "examples/*.md"],
    {
      cwd: repository,
    },
  );
  const broken = pages.flatMap((page) => checkLinks(page, read(page), (path) => existsSync(join(repository, path))));
  report(
    "check-docs",
    [...doors.flatMap((door) => checkDocstrings(door, read)), ...broken],
    `every public name explained, ${pages.length} pages linked`,
  );
}

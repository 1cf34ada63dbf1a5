/**
 * Fails on an import that goes up or sideways, closes a circle, passes a package's door or names an undeclared
 * dependency. A source that is named by its path, as a worker's is, counts as imported; so does the source of a
 * built file that is named. Tests may import what they test from anywhere, but no circle: nor may a tool.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { findCircles } from "./find-circles.ts";
import { floors, type PackageFloors } from "./floors.ts";
import { type Import, readImports } from "./read-imports.ts";
import { isProgram, listFiles, readSources, report, repository, type Sources } from "./read-sources.ts";

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * The room a file of `src/` lies in and its row: the longest path that fits, and one that is spelled out before
 * `room/*`.
 */
function locateRoom(table: PackageFloors, path: string): { room: string; row: number } | null {
  const within = path
    .split("/")
    .slice(3)
    .join("/")
    .replace(/\.tsx?$/, "");
  const rooms = table.rows.flatMap((row, index) =>
    row.flatMap((name) => {
      const room = roomOf(name, within);
      return room === null ? [] : [{ room, row: index, isSpelled: room === name }];
    }),
  );
  return rooms.sort((a, b) => b.room.length - a.room.length || Number(b.isSpelled) - Number(a.isSpelled))[0] ?? null;
}

/** The room that a row's name means for a file; null where the file is not in it. */
function roomOf(name: string, within: string): string | null {
  if (!name.endsWith("/*")) return within === name || within.startsWith(`${name}/`) ? name : null;
  const depth = name.split("/").length;
  const folders = within.split("/").slice(0, -1);
  return within.startsWith(name.slice(0, -1)) && folders.length >= depth ? folders.slice(0, depth).join("/") : null;
}

function checkRelative(table: PackageFloors, from: string, to: string, typeOnly: boolean): string | null {
  const home = from.split("/").slice(0, 2).join("/");
  if (to === `${home}/package.json`) return null;
  if (!to.startsWith(`${home}/src/`)) return `leaves its package's sources for ${to}; import a package by its name`;
  const here = locateRoom(table, from);
  const there = locateRoom(table, to);
  if (here === null || there === null || here.room === there.room || there.row < here.row) return null;
  if (there.row > here.row) return `goes up from ${here.room} to ${there.room}`;
  return typeOnly ? null : `goes sideways from ${here.room} to ${there.room}; only types may`;
}

function checkPackage(
  name: string,
  file: string,
  { specifier, typeOnly }: Import,
  manifests: ReadonlyMap<string, Manifest>,
): string | null {
  if (specifier.startsWith("node:")) {
    const allowed = floors[name]?.node ?? true;
    const mayNameNode = typeof allowed === "boolean" ? allowed : allowed.includes(file);
    return mayNameNode ? null : `names ${specifier}; ${name} runs in browsers too`;
  }
  const parts = specifier.split("/");
  const dependency = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const own = manifests.get(name)!;
  const target = [...manifests.values()].find((manifest) => manifest.name === dependency);
  const isBundled = target?.private === true || floors[name]?.bundled?.includes(dependency) === true;
  const mayBeDevelopment = typeOnly || isBundled;
  const declared = own.dependencies?.[dependency] ?? (mayBeDevelopment ? own.devDependencies?.[dependency] : undefined);
  if (declared === undefined) return `needs ${dependency}, which ${own.name}'s package.json does not declare`;
  const door = specifier === dependency ? "." : `.${specifier.slice(dependency.length)}`;
  return target === undefined || target.exports?.[door] !== undefined
    ? null
    : `goes past the door of ${dependency}: ${specifier}`;
}

/** What a package's build makes, `packages/lab/worker.js`, and of which source. */
export type BuiltFiles = ReadonlyMap<string, string>;

/** The entries of a tsdown.config.ts: `worker: "src/training/worker.ts",`. */
export function readEntries(name: string, config: string): [built: string, source: string][] {
  const entries = config.matchAll(/^ +(?:"([\w-]+)"|(\w+)): "(src\/[^"]+\.ts)",?$/gm);
  return Array.from(entries, ([, quoted, plain, source]) => [
    `packages/${name}/${quoted ?? plain}.js`,
    `packages/${name}/${source}`,
  ]);
}

/** Every breach as one line: `file:line: what is wrong`. */
export function checkFloors(
  sources: Sources,
  manifests: ReadonlyMap<string, Manifest>,
  built: BuiltFiles = new Map(),
): string[] {
  const problems: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, source] of sources) {
    const name = file.split("/")[1]!;
    const table = floors[name];
    if (table === undefined) problems.push(`${file}:1: package ${name} has no floors; add it to tools/floors.ts`);
    else if (table.rows.length > 0 && locateRoom(table, file) === null)
      problems.push(`${file}:1: its room has no floor; add it to tools/floors.ts`);
    graph.set(file, [...(table?.filled?.[file] ?? [])]);
    for (const item of readImports(source)) {
      const relative = item.specifier.startsWith(".");
      const isStyle = item.specifier.endsWith(".css");
      if (relative && isStyle) continue;
      const isBuilt = relative && item.specifier.endsWith(".js");
      // what is built lies in one folder, wherever its sources do
      const home = file.split("/").slice(0, 2).join("/");
      const source = built.get(posix.join(home, posix.basename(item.specifier)));
      if (isBuilt && source === undefined) {
        problems.push(`${file}:${item.line}: names ${item.specifier}, which is no entry of ${name}'s tsdown.config.ts`);
        continue;
      }
      const target = isBuilt ? source! : posix.join(posix.dirname(file), item.specifier);
      if (relative) graph.set(file, [...(graph.get(file) ?? []), target]);
      if (table === undefined) continue;
      const problem = relative
        ? checkRelative(table, file, target, item.typeOnly)
        : checkPackage(name, file, item, manifests);
      if (problem !== null) problems.push(`${file}:${item.line}: ${problem}`);
    }
  }
  for (const circle of findCircles(graph)) problems.push(tellCircle(circle));
  return problems;
}

const tellCircle = (circle: readonly string[]): string => `${circle[0]}:1: imports itself: ${circle.join(" -> ")}`;

/** Circles of all files, tests and tools with them, but for those that lie in `sources`: `checkFloors` tells these. */
export function checkCircles(all: Sources, sources: Sources): string[] {
  const graph = new Map(
    [...all].map(([file, text]) => [
      file,
      readImports(text).flatMap(({ specifier }) =>
        specifier.startsWith(".") ? [posix.join(posix.dirname(file), specifier)] : [],
      ),
    ]),
  );
  return findCircles(graph)
    .filter((circle) => !circle.every((file) => sources.has(file)))
    .map(tellCircle);
}

if (isProgram(import.meta.filename)) {
  const sources = readSources();
  const homes = new Map(
    [...sources.keys()].map((file) => [file.split("/")[1]!, file.split("/").slice(0, 2).join("/")]),
  );
  const read = (home: string) => JSON.parse(readFileSync(join(repository, home, "package.json"), "utf8")) as Manifest;
  const built = [...homes].flatMap(([name, home]) => {
    const config = join(repository, home, "tsdown.config.ts");
    return existsSync(config) ? readEntries(name, readFileSync(config, "utf8")) : [];
  });
  const programs = listFiles().filter((file) => /\.tsx?$/.test(file));
  const all = new Map(programs.map((file) => [file, readFileSync(join(repository, file), "utf8")]));
  const manifests = new Map([...homes].map(([name, home]) => [name, read(home)]));
  report(
    "check-floors",
    [...checkFloors(sources, manifests, new Map(built)), ...checkCircles(all, sources)],
    `${sources.size} files on their floors, no circle in ${all.size}`,
  );
}

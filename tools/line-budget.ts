/** Prints how long the files of every room are; fails on one over the limit. Tests and generated files do not count. */
import { isProgram, readSources, report, type Sources } from "./read-sources.ts";

const limit = 400;

export interface RoomLength {
  readonly room: string;
  readonly files: number;
  readonly lines: number;
  readonly median: number;
  readonly longest: number;
}

function countLines(source: string): number {
  return source.trimEnd().split("\n").length;
}

function generated(file: string): boolean {
  return file.endsWith("-bytes.ts");
}

/** `packages/lab/src/training/task.ts` -> `lab/training`, `packages/lab/src/errors.ts` -> `lab` */
function nameRoom(file: string): string {
  const [, name, , ...within] = file.split("/");
  return within.length > 1 ? `${name}/${within[0]}` : name!;
}

/** One row per room, and one for all. */
export function measureRooms(sources: Sources): RoomLength[] {
  const lengths = new Map<string, number[]>();
  for (const [file, source] of sources) {
    if (generated(file)) continue;
    for (const room of [nameRoom(file), "all"]) lengths.set(room, [...(lengths.get(room) ?? []), countLines(source)]);
  }
  return [...lengths].sort().map(([room, counts]) => {
    const sorted = counts.toSorted((a, b) => a - b);
    const lines = sorted.reduce((sum, count) => sum + count, 0);
    return { room, files: sorted.length, lines, median: sorted[sorted.length >> 1]!, longest: sorted.at(-1)! };
  });
}

export function findLongFiles(sources: Sources): string[] {
  return [...sources]
    .filter(([file, source]) => !generated(file) && countLines(source) > limit)
    .map(([file, source]) => `${file}:1: ${countLines(source)} lines; split it, the limit is ${limit}`);
}

if (isProgram(import.meta.filename)) {
  const sources = readSources();
  const rooms = measureRooms(sources);
  console.log(`${"room".padEnd(26)}files  lines  median  longest`);
  for (const { room, files, lines, median, longest } of rooms) {
    const figures = [
      String(files).padStart(5),
      String(lines).padStart(7),
      String(median).padStart(8),
      String(longest).padStart(9),
    ];
    console.log(`${room.padEnd(26)}${figures.join("")}`);
  }
  report("line-budget", findLongFiles(sources), `no file over ${limit} lines`);
}

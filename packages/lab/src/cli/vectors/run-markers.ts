/**
 * A run on wide vectors leaves a marker while it lives. One whose process is gone tells of a death without an end: a
 * crash of V8, a kill that cannot be caught, or a power cut, which nobody can tell apart afterwards.
 */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning, type ProcessMark, processStart } from "./process-start.ts";

const PREFIX = "running-";
const DEATHS = "deaths.json";

/** Good runs make up for deaths once they have lived as long as the longest that died, and for this long at least. */
const LEAST_GOOD_SECONDS = 60;

interface Marker extends ProcessMark {
  readonly host: string;
}

/** A run that left its marker. */
export interface DeadRun {
  readonly pid: number;
  readonly since: string;
  /** how many have died and were not made up for, this one included */
  readonly deaths: number;
}

interface Deaths {
  readonly count: number;
  /** seconds that the longest of them lived, as far as it told */
  readonly lived: number;
  /** seconds that runs on wide vectors have lived since the last one, which came to their end */
  readonly good: number;
}

const NO_DEATHS: Deaths = { count: 0, lived: 0, good: 0 };

/** Marks this process. Throws the system's error where the folder cannot be written. */
export function markRun(folder: string, now: Date = new Date()): void {
  mkdirSync(folder, { recursive: true });
  const { pid } = process;
  const marker: Marker = { host: hostname(), pid, since: now.toISOString(), start: processStart(pid) };
  writeWhole(markerOf(folder), JSON.stringify(marker));
}

/** Says that this process still lives: how long a run lived that died is known by the last time it did. */
export function touchRun(folder: string, now: Date = new Date()): void {
  try {
    utimesSync(markerOf(folder), now, now);
  } catch {
    // another process took the folder away
  }
}

/** This process's run is at its end, or was none. `isGood`: it makes up for earlier deaths, as long as it lived. */
export function unmarkRun(folder: string, isGood: boolean, now: Date = new Date()): void {
  const marker = isGood ? readMarker(markerOf(folder)) : null;
  rmSync(markerOf(folder), { force: true });
  if (marker !== null) makeUp(folder, secondsBetween(marker.since, now));
}

/** The oldest run that died, and its marker is taken away: each switches off one start. Null where none did. */
export function takeDeadRun(folder: string): DeadRun | null {
  const dead = listMarkers(folder)
    .filter(({ marker }) => marker.host === hostname() && !isRunning(marker))
    .toSorted((a, b) => (a.marker.since < b.marker.since ? -1 : 1));
  for (const { path, marker } of dead) {
    let told: Date;
    try {
      told = statSync(path).mtime;
      // of several processes that start now, one takes it
      unlinkSync(path);
    } catch {
      continue;
    }
    const before = readAllDeaths(folder);
    const lived = Math.max(before.lived, secondsBetween(marker.since, told));
    const deaths: Deaths = { count: before.count + 1, lived, good: 0 };
    writeWhole(join(folder, DEATHS), JSON.stringify(deaths));
    return { pid: marker.pid, since: marker.since, deaths: deaths.count };
  }
  return null;
}

/** How many runs have died that good ones have not made up for. */
export function readDeaths(folder: string): number {
  return readAllDeaths(folder).count;
}

function makeUp(folder: string, seconds: number): void {
  const deaths = readAllDeaths(folder);
  if (deaths.count === 0) return;
  const good = deaths.good + seconds;
  if (good >= Math.max(deaths.lived, LEAST_GOOD_SECONDS)) rmSync(join(folder, DEATHS), { force: true });
  else writeWhole(join(folder, DEATHS), JSON.stringify({ ...deaths, good }));
}

function readAllDeaths(folder: string): Deaths {
  try {
    const { count, lived, good } = JSON.parse(readFileSync(join(folder, DEATHS), "utf8")) as Deaths;
    return Number.isSafeInteger(count) && count > 0 && lived >= 0 && good >= 0 ? { count, lived, good } : NO_DEATHS;
  } catch {
    return NO_DEATHS;
  }
}

function secondsBetween(since: string, until: Date): number {
  return Math.max(0, (until.getTime() - Date.parse(since)) / 1000);
}

function markerOf(folder: string): string {
  return join(folder, `${PREFIX}${process.pid}.json`);
}

function listMarkers(folder: string): { path: string; marker: Marker }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.startsWith(PREFIX) && name.endsWith(".json"))
    .flatMap((name) => {
      const path = join(folder, name);
      const marker = readMarker(path);
      return marker === null ? [] : [{ path, marker }];
    });
}

/** Null where another process has just taken it away, or it is not ours. */
function readMarker(path: string): Marker | null {
  try {
    const { host, pid, since, start = null } = JSON.parse(readFileSync(path, "utf8")) as Marker;
    const isMarker =
      Number.isSafeInteger(pid) && pid > 0 && typeof since === "string" && !Number.isNaN(Date.parse(since));
    return isMarker && (start === null || typeof start === "string") ? { host, pid, since, start } : null;
  } catch {
    return null;
  }
}

/** Written beside, then renamed. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

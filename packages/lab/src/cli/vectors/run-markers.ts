/**
 * A run on wide vectors leaves a marker while it lives. One whose process is gone tells of a death without an end: a
 * crash of V8, a kill that cannot be caught, or a power cut, which nobody can tell apart afterwards.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

const PREFIX = "running-";
const DEATHS = "deaths";

interface Marker {
  readonly host: string;
  readonly pid: number;
  /** ISO 8601 */
  readonly since: string;
}

/** A run that left its marker. */
export interface DeadRun {
  readonly pid: number;
  readonly since: string;
  /** how many have died so since one came to its end, this one included */
  readonly deaths: number;
}

/** Marks this process. Throws the system's error where the folder cannot be written. */
export function markRun(folder: string, now: Date = new Date()): void {
  mkdirSync(folder, { recursive: true });
  const marker: Marker = { host: hostname(), pid: process.pid, since: now.toISOString() };
  writeWhole(markerOf(folder), JSON.stringify(marker));
}

/** This process's run is at its end, or was none. `isGood`: earlier deaths no longer count. */
export function unmarkRun(folder: string, isGood: boolean): void {
  rmSync(markerOf(folder), { force: true });
  if (isGood) rmSync(join(folder, DEATHS), { force: true });
}

/** The oldest run that died, and its marker is taken away: each switches off one start. Null where none did. */
export function takeDeadRun(folder: string): DeadRun | null {
  const dead = listMarkers(folder)
    .filter(({ marker }) => marker.host === hostname() && !isAlive(marker.pid))
    .toSorted((a, b) => (a.marker.since < b.marker.since ? -1 : 1));
  for (const { path, marker } of dead) {
    try {
      // of several processes that start now, one takes it
      unlinkSync(path);
    } catch {
      continue;
    }
    const deaths = readDeaths(folder) + 1;
    writeWhole(join(folder, DEATHS), String(deaths));
    return { pid: marker.pid, since: marker.since, deaths };
  }
  return null;
}

/** How many runs have died since one came to its end. */
export function readDeaths(folder: string): number {
  try {
    const deaths = Number.parseInt(readFileSync(join(folder, DEATHS), "utf8"), 10);
    return deaths > 0 ? deaths : 0;
  } catch {
    return 0;
  }
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
    const marker = JSON.parse(readFileSync(path, "utf8")) as Marker;
    return Number.isSafeInteger(marker.pid) && marker.pid > 0 && typeof marker.since === "string" ? marker : null;
  } catch {
    return null;
  }
}

/** Whether there is a process of that number: ours or, where we may not ask it, another's. */
function isAlive(pid: number): boolean {
  // a container may give every run the number of the one before
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Written beside, then renamed. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

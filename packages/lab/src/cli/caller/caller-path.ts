/** Paths on the command line are meant from where the user stands. */
import { dirname, resolve } from "node:path";

/** What of the process decides it; given, so that it can be tested. */
export interface CallerPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * `npm start` and its like change to the package's folder first and leave the user's in INIT_CWD. A command that merely
 * runs below npm (a test, a shell opened by a script) inherits INIT_CWD too, but has a folder of its own: that one
 * counts.
 */
export function resolveFromCaller(path: string, place: CallerPlace = { cwd: process.cwd(), env: process.env }): string {
  const { INIT_CWD: userFolder, npm_package_json: packageFile } = place.env;
  const movedByNpm = userFolder !== undefined && packageFile !== undefined && dirname(packageFile) === place.cwd;
  return resolve(movedByNpm ? userFolder : place.cwd, path);
}

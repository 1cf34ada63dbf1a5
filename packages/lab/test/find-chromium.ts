import { existsSync } from "node:fs";
import type { Found } from "./found.ts";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of a Chromium that can be started: `CHROMIUM_PATH`, else where Debian and Ubuntu put it. */
export async function findChromium(environment: NodeJS.ProcessEnv): Promise<Found> {
  const places = environment.CHROMIUM_PATH === undefined ? usual : [environment.CHROMIUM_PATH];
  const path = places.find((place) => existsSync(place));
  return path === undefined
    ? { missing: `no Chromium at ${places.join(", ")}; install chromium or set CHROMIUM_PATH` }
    : { value: path };
}

/** Opens an address in the user's browser, by the platform's own program. */
import { spawn, spawnSync } from "node:child_process";

const OPENERS: Readonly<Record<string, readonly [program: string, ...before: string[]]>> = {
  darwin: ["open"],
  win32: ["explorer"],
};

/** `address` is our own, never text from elsewhere. False where there is nothing that opens it. */
export function openBrowser(address: string, platform: NodeJS.Platform = process.platform): boolean {
  const [program, ...before] = OPENERS[platform] ?? ["xdg-open"];
  const finder = platform === "win32" ? "where" : "which";
  if (spawnSync(finder, [program], { stdio: "ignore" }).status !== 0) return false;
  // it outlives this process, and what it says is not ours
  const child = spawn(program, [...before, address], { detached: true, stdio: "ignore" });
  child.on("error", () => undefined);
  child.unref();
  return true;
}

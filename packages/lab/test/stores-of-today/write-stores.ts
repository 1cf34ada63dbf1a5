/**
 * Wrote the stores beside it: `node --conditions=minibatch-source write-stores.ts`, on 2026-11-30, before the lab's rooms were moved. They
 * are what that version wrote, so they are never made again; a store of a newer version gets a folder of its own. Command line only.
 */
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { runMinibatch, startMinibatch } from "../run-minibatch.ts";
import { SPECS } from "./specs.ts";

const folder = mkdtempSync(join(tmpdir(), "stores-of-today-"));
const offline = ["--data", folder, "--offline"];

/** Small pages, so that the files are small. */
function makeStore(name: string): string {
  const file = join(import.meta.dirname, name);
  if (existsSync(file)) throw new Error(`Cannot write ${name}: it is there already, and is never made again`);
  const database = new DatabaseSync(file);
  database.exec("pragma page_size = 512; pragma journal_mode = wal");
  database.close();
  return file;
}

function writeSpec(name: keyof typeof SPECS): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(SPECS[name]));
  return file;
}

async function call(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runMinibatch(args);
  if (code !== 0) throw new Error(`minibatch ${args.join(" ")} ended with ${code}: ${stderr}`);
}

/** The moment is when a trial is finished and the next one is some epochs on: that one has a checkpoint. */
async function stop(name: keyof typeof SPECS, store: string, signal: "SIGINT" | "SIGKILL"): Promise<void> {
  const child = startMinibatch(["sweep", writeSpec(name), "--store", store, ...offline, "--workers", "1"]);
  const lines = createInterface({ input: child.stderr! }).on("line", (line) => {
    if (!/^\[ *\d+%\]/.test(line)) return;
    lines.removeAllListeners("line");
    setTimeout(() => child.kill(signal), 400);
  });
  await once(child, "close");
  if (child.exitCode === 0) throw new Error(`The sweep of ${name} was over before ${signal}; give it more epochs`);
}

try {
  const lab = makeStore("lab.sqlite");
  for (const name of ["several", "pruned", "wild"] as const)
    await call("sweep", writeSpec(name), "--store", lab, ...offline, "--workers", "1");
  await call("train", writeSpec("single"), "--store", lab, ...offline, "--out", join(folder, "single.minibatch"));
  await call("runs", "rm", "wild/3", "--store", lab, "--yes");
  await stop("cancelled", lab, "SIGINT");
  await call("runs", "cancel", "cancelled", "--store", lab);
  const unfinished = makeStore("unfinished.sqlite");
  await stop("paused", unfinished, "SIGINT");
  await stop("killed", unfinished, "SIGKILL");
  // what the killed one has left beside the file comes into it
  const database = new DatabaseSync(unfinished);
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
} finally {
  rmSync(folder, { recursive: true });
}

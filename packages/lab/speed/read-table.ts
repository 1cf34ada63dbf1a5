/**
 * How long a file takes to become a frame, and the most memory the process had:
 * `node --conditions=minibatch-source packages/lab/speed/read-table.ts FILE...`, each in a process of its own.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readFrame } from "minibatch-data";
import { readTools } from "../src/data/read-tools.ts";

const files = process.argv.slice(2);
if (files.length === 1) {
  const [path] = files as [string];
  const [start, before] = [performance.now(), process.cpuUsage()];
  const name = basename(path);
  const frame = await readFrame([{ name, bytes: readFileSync(path) }], { name }, readTools);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  // of all threads: what a busy machine does not lengthen
  const { user, system } = process.cpuUsage(before);
  const work = ((user + system) / 1e6).toFixed(2);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const size = `${frame.rows} rows x ${frame.columns.length} columns`;
  console.log(`${name}: ${size} in ${seconds} s (${work} s of processors), ${megabytes} MB at most`);
} else {
  for (const file of files) {
    execFileSync(process.execPath, [...process.execArgv, import.meta.filename, file], { stdio: "inherit" });
  }
}

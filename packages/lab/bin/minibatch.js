#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read: it finds a Node that is new enough, then the built command.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 24;
const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(packageFolder, "dist", "main.js");

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  const newer = findPinnedNode(packageFolder);
  if (newer === null) {
    fail(
      `Cannot run minibatch: this is Node ${process.versions.node}, it needs ${OLDEST_NODE} or newer; install one from https://nodejs.org, or run npm ci in the repository, which brings its own`,
      2,
    );
  } else {
    runWith(newer);
  }
} else if (existsSync(command)) {
  await import("../dist/main.js");
} else {
  fail(`Cannot run minibatch: ${command} is missing; build it with npm run build`, 1);
}

/** The repository pins a Node of its own: npm puts it in a `node_modules/.bin` on the way up. */
function findPinnedNode(folder) {
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    const candidate = join(above, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
    // this very Node has just been found too old
    if (existsSync(candidate) && realpathSync(candidate) !== realpathSync(process.execPath)) return candidate;
  }
  return null;
}

function runWith(node) {
  const self = fileURLToPath(import.meta.url);
  const shell = process.platform === "win32";
  const child = spawn(node, [...process.execArgv, self, ...process.argv.slice(2)], { stdio: "inherit", shell });
  // the child decides when to end. The terminal has sent it Ctrl-C already, kill has not; one too many does no harm
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    fail(`Cannot run minibatch: ${node} does not start (${error.message}); run npm ci again`, 1),
  );
  child.on("exit", (code, signal) => {
    if (signal !== null) process.exitCode = signal === "SIGINT" ? 130 : 1;
    else process.exitCode = code;
  });
}

function fail(line, code) {
  process.stderr.write(`${line}\n`);
  process.exitCode = code;
}

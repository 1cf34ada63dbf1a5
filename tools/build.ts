/**
 * Builds the published packages, when their sources have changed since the last build (`--force`: always).
 * Sources are compared by content, so a fresh clone, a checkout and a deleted file are all noticed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const packages = ["minibatch", "data", "lab"];
const stamp = join(root, "build/sources.sha256");
/** Written among the sources by the lab's build, which therefore does not depend on it. */
const pageScripts = "lab/src/page-kit/page-scripts.ts";
const built = [
  "minibatch/dist/index.js",
  "minibatch/dist/index.d.ts",
  "data/dist/index.js",
  "data/dist/sets.d.ts",
  "lab/dist/main.js",
  "lab/dist/worker.js",
  "lab/dist/reproduction-worker.js",
  "lab/dist/hdf5-thread.js",
  "lab/dist/module-thread.js",
  "lab/dist/live/index.html",
  pageScripts,
];

/** Hash of everything a build depends on: names and contents. */
function hashSources(): string {
  const hash = createHash("sha256");
  const patterns = [
    "{packages,apps}/*/src/**/*",
    "packages/*/{package.json,tsconfig.json,*.config.ts,bundle-*.ts,build-*.ts}",
    "apps/*/{package.json,index.html,*.ts}",
    "package-lock.json",
  ];
  for (const file of globSync(patterns, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== join(root, "packages", pageScripts))
    .sort()) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

const sources = hashSources();
const fresh =
  built.every((file) => existsSync(join(root, "packages", file))) &&
  existsSync(stamp) &&
  readFileSync(stamp, "utf8") === sources;

if (!fresh || process.argv.includes("--force")) {
  rmSync(stamp, { force: true });
  const tsdown = join(root, "node_modules/tsdown/dist/run.mjs");
  for (const name of packages) {
    const { status } = spawnSync(process.execPath, [tsdown, "--logLevel", "warn"], {
      cwd: join(root, "packages", name),
      stdio: "inherit",
    });
    if (status !== 0) {
      console.error(`Cannot build packages/${name}: tsdown ended with ${status ?? "a signal"}, its message is above`);
      process.exit(1);
    }
  }
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(stamp, sources);
}

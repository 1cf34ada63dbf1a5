// What npm runs after it has installed: the build, on the Node that the repository pins. Plain JavaScript, for npm 10 runs it on the
// caller's Node: it leaves `node_modules/.bin/node` out, by which npm's scripts find the pinned one.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");

/** npm installs the one of them that is for this system and processor. */
function findPinnedNode() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of Object.keys(optionalDependencies)) {
    const file = ["bin/node", "bin/node.exe", "node.exe"]
      .map((place) => join(modules, name, place))
      .find((place) => existsSync(place));
    if (file !== undefined) return { name, file };
  }
  return null;
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status === 0) return;
  console.error(
    `Cannot prepare minibatch: ${[command, ...args].join(" ")} ended with ${error?.message ?? status ?? "a signal"}; what it printed is above`,
  );
  process.exit(1);
}

const pinned = findPinnedNode();
if (pinned === null) {
  console.error(
    "Cannot prepare minibatch: the Node that package.json pins is not in node_modules; run npm ci without --omit=optional, on a system that it names",
  );
  process.exit(1);
}
const npm = process.env.npm_execpath;
const isLinked = ["node", "node.cmd"].some((link) => existsSync(join(modules, ".bin", link)));
if (!isLinked && npm !== undefined) {
  run(process.execPath, [npm, "rebuild", pinned.name, "--ignore-scripts", "--loglevel=error", "--no-progress"]);
}
run(pinned.file, [join(root, "tools", "build.ts")]);

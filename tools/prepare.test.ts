/**
 * What `npm ci` runs at its end, in a project of its own: `prepare.js`, npm and a Node that says that it is the pinned
 * one; the build is a note.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requirement } from "../packages/lab/test/requirements.ts";

const PINNED = "node-of-this-machine";
/** TypeScript, which an older Node does not run. */
const BUILD = `import { writeFileSync } from "node:fs";
const who: string = process.env.RUN_BY ?? "the caller's Node";
writeFileSync("built.txt", who);
`;

let project = "";
const link = () => join(project, "node_modules", ".bin", "node");

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(project, path, ".."), { recursive: true });
  writeFileSync(join(project, path), text, { mode });
}

/** As npm 10 leaves it: the pinned Node is there and nothing in `.bin` leads to it. */
beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "minibatch-prepare-")));
  write("package.json", JSON.stringify({ type: "module", private: true, optionalDependencies: { [PINNED]: "1.0.0" } }));
  write("tools/build.ts", BUILD);
  copyFileSync(join(import.meta.dirname, "prepare.js"), join(project, "tools", "prepare.js"));
  write(
    `node_modules/${PINNED}/package.json`,
    JSON.stringify({ name: PINNED, version: "1.0.0", bin: { node: "bin/node" } }),
  );
  write(`node_modules/${PINNED}/bin/node`, `#!/bin/sh\nRUN_BY=pinned exec "${process.execPath}" "$@"\n`, 0o755);
});
afterEach(() => rmSync(project, { recursive: true }));

/** As npm calls it, by the Node that is the caller's: one that runs no TypeScript where there is such a one. */
async function prepare(npm: string): Promise<{ status: number | null; stderr: string; built: string | null }> {
  const found = await requirement("node20");
  const node = "value" in found ? found.value : process.execPath;
  const env = { ...process.env, npm_execpath: npm, NODE_OPTIONS: "" };
  const { status, stderr } = spawnSync(node, [join(project, "tools", "prepare.js")], { env, encoding: "utf8" });
  const note = join(project, "built.txt");
  return { status, stderr, built: existsSync(note) ? readFileSync(note, "utf8") : null };
}

/** The program of npm that `npm` in the path is. */
function findNpm(): string {
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "npm"));
  return realpathSync(places.find((place) => existsSync(place)) ?? "npm is not in PATH");
}

describe.skipIf(process.platform === "win32")("prepare", () => {
  test("makes the link that npm 10 leaves out, and builds on the pinned Node", async () => {
    expect(await prepare(findNpm())).toEqual({ status: 0, stderr: "", built: "pinned" });
    expect(realpathSync(link())).toBe(join(project, "node_modules", PINNED, "bin", "node"));
  });

  test("where the link is there npm is not asked", async () => {
    write("node_modules/.bin/node", "");
    expect(await prepare("/nowhere/npm-cli.js")).toEqual({ status: 0, stderr: "", built: "pinned" });
  });

  test("without a pinned Node it says why, and builds nothing", async () => {
    rmSync(join(project, "node_modules", PINNED), { recursive: true });
    const { status, stderr, built } = await prepare(findNpm());
    expect([status, built]).toEqual([1, null]);
    expect(stderr).toBe(
      "Cannot prepare minibatch: the Node that package.json pins is not in node_modules; run npm ci without --omit=optional, on a system that it names\n",
    );
  });

  test("a build that fails ends it, and says which call it was", async () => {
    write("tools/build.ts", "process.exitCode = 3;\n");
    const { status, stderr } = await prepare(findNpm());
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Cannot prepare minibatch: .*build\.ts ended with 3; what it printed is above\n$/);
  });

  test("npm that fails ends it before the build", async () => {
    const { status, stderr, built } = await prepare("/nowhere/npm-cli.js");
    expect([status, built]).toEqual([1, null]);
    expect(stderr).toMatch(`rebuild ${PINNED} --ignore-scripts`);
  });
});

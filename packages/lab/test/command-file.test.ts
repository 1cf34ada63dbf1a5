/** `bin/minibatch.js`, the committed file that old versions of Node read too. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const BIN = fileURLToPath(new URL("../bin/minibatch.js", import.meta.url));

/** A package with the command file in it, and optionally what is built. */
function newPackage(built: string | null): { root: string; bin: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bin-")));
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "package.json"), '{"type": "module"}');
  copyFileSync(BIN, join(root, "bin", "minibatch.js"));
  if (built !== null) {
    mkdirSync(join(root, "dist"));
    writeFileSync(join(root, "dist", "main.js"), built);
  }
  return { root, bin: join(root, "bin", "minibatch.js") };
}

/** Arguments of Node that let the command file believe that it is run by another version. */
function pretend(version: string): string[] {
  const script = `Object.defineProperty(process.versions, "node", { value: "${version}" });`;
  return ["--import", `data:text/javascript,${encodeURIComponent(script)}`];
}

function run(
  bin: string,
  args: readonly string[],
  version?: string,
): { status: number | null; stdout: string; stderr: string } {
  const imports = version === undefined ? [] : pretend(version);
  return spawnSync(process.execPath, [...imports, bin, ...args], { encoding: "utf8" });
}

/**
 * A script stands for the Node that the repository pins, so that it is another file than this Node; it drops the
 * pretended version.
 */
function pinNode({ root, bin }: { root: string; bin: string }): void {
  mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
  const pinned = join(root, "node_modules", ".bin", "node");
  writeFileSync(pinned, `#!/bin/sh\nwhile [ "$1" != "${bin}" ]; do shift; done\nexec "${process.execPath}" "$@"\n`);
  chmodSync(pinned, 0o755);
}

test("loads what is built, with the arguments as they came", () => {
  const { bin } = newPackage("console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;");
  expect(run(bin, ["a b", "--c"])).toMatchObject({ status: 7, stdout: '["a b","--c"]\n', stderr: "" });
});

test("says in one line what to do when nothing is built", () => {
  const { root, bin } = newPackage(null);
  const line = `Cannot run minibatch: ${join(root, "dist", "main.js")} is missing; build it with npm run build\n`;
  expect(run(bin, [])).toMatchObject({ status: 1, stdout: "", stderr: line });
});

test("says in one line what to do when Node is too old and there is no other", () => {
  const { bin } = newPackage("console.log('must not run');");
  const { status, stdout, stderr } = run(bin, [], "20.20.2");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^Cannot run minibatch: this is Node 20\.20\.2, it needs 24 or newer; install one from .*\n$/);
});

test.skipIf(process.platform === "win32")("hands over to the repository's own Node when this one is too old", () => {
  const made = newPackage("console.log(process.argv.slice(2).join());");
  pinNode(made);
  expect(run(made.bin, ["x", "y"], "20.20.2")).toMatchObject({ status: 0, stdout: "x,y\n", stderr: "" });
});

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "hands %s on, which a script sends to the command alone",
  async (signal) => {
    const made = newPackage(
      `process.once("${signal}", () => { process.exitCode = 130; clearInterval(waiting); });
       const waiting = setInterval(() => {}, 1000);
       console.log("ready");`,
    );
    pinNode(made);
    const child = spawn(process.execPath, [...pretend("20.20.2"), made.bin], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([130, null]);
  },
);

test.skipIf(process.platform === "win32")(
  "does not hand over to itself for ever when the pinned Node is too old as well",
  () => {
    const { root, bin } = newPackage("console.log('must not run');");
    mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
    symlinkSync(process.execPath, join(root, "node_modules", ".bin", "node"));
    expect(run(bin, [], "20.20.2").stderr).toMatch(/^Cannot run minibatch: this is Node 20\.20\.2/);
  },
);

/** Tells on stderr which modules Node loads. */
const TELL_LOADED = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { process.stderr.write(url + "\\n"); return next(url, context); } });`;

test("what needs no experiment starts without its schema, which would double the time", () => {
  const tell = `data:text/javascript,${encodeURIComponent(TELL_LOADED)}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", tell, BIN, "runs", "list", "--help"], {
    encoding: "utf8",
  });
  expect(stdout).toContain("runs list");
  expect(stderr).toContain("commander");
  expect(stderr).not.toMatch(/[/\\]zod[/\\]/);
});

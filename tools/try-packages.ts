/**
 * Packs the published packages, installs them in an empty project, and uses them as a stranger would: types, code,
 * command.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNode20 } from "../packages/lab/test/find-node20.ts";
import { repository } from "./read-sources.ts";

const workspaces = ["minibatch", "minibatch-data", "minibatch-lab"];
const wanted = /^(?:package\.json|LICENSE|THIRD-PARTY-NOTICES\.md|README\.md|licenses\/.*|bin\/.*|dist\/.*|src\/.*)$/;
const unwantedSource = /\.test\.ts$|\/fixtures\//;

/**
 * The configuration of a user's project: strict, no ambient types, our declarations checked too, no newer library than
 * is common.
 */
const compilerOptions = {
  strict: true,
  noEmit: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2022"],
  types: [],
  skipLibCheck: false,
};

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

function run(folder: string, command: string, ...call: string[]): string {
  console.log(`$ ${[command, ...call].join(" ")}`);
  const { status, stdout } = spawnSync(command, call, {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`Cannot go on: ${command} ended with ${status}\n${stdout}`);
  return stdout;
}

/** Packs all into `project`; throws when one holds what a user has no use for. */
function packPackages(project: string): void {
  const flags = workspaces.flatMap((name) => ["-w", name]);
  const listing = run(repository, "npm", "pack", "--json", "--pack-destination", project, ...flags);
  // the build may print lines before the document
  const packed = Object.values(JSON.parse(listing.slice(listing.search(/^[[{]/m))) as Record<string, Packed>);
  for (const { name, size, files } of packed) {
    const unwanted = files.map((file) => file.path).filter((path) => !wanted.test(path) || unwantedSource.test(path));
    if (unwanted.length > 0) throw new Error(`Cannot publish ${name} with ${unwanted.join(", ")}; mend its "files"`);
    console.log(`${name}: ${files.length} files, ${size} bytes packed`);
  }
}

function installPackages(project: string): void {
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const archives = readdirSync(project).filter((file) => file.endsWith(".tgz"));
  run(project, "npm", "install", "--no-audit", "--no-fund", ...archives.map((file) => `./${file}`));
}

function useLibrary(project: string): void {
  copyFileSync(join(repository, "tools/consumer.ts"), join(project, "consumer.ts"));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  run(project, process.execPath, join(repository, "node_modules/typescript/bin/tsc"));
  run(project, process.execPath, "consumer.ts");
}

/**
 * The programs of both pages that a stranger sees first, without their types, on the oldest Node that the library runs
 * on.
 */
async function useReadmes(project: string): Promise<void> {
  const node = await findNode20(process.env);
  if ("missing" in node) {
    if (process.env.MINIBATCH_REQUIRE?.split(",").includes("node20")) throw new Error(`Cannot go on: ${node.missing}`);
    console.log(`skipped: ${node.missing}`);
    return;
  }
  // the file of one's own that they read, here or as in a clone
  const table = join(repository, "examples/data/penguins.csv");
  copyFileSync(table, join(project, "penguins.csv"));
  mkdirSync(join(project, "examples/data"), { recursive: true });
  copyFileSync(table, join(project, "examples/data/penguins.csv"));
  for (const page of ["README.md", "packages/minibatch/README.md", "packages/data/README.md"]) {
    const programs = [...readFileSync(join(repository, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)];
    if (programs.length === 0) throw new Error(`Cannot try ${page}: it has no program`);
    for (const [, program] of programs) {
      writeFileSync(join(project, "readme.js"), stripTypeScriptTypes(program!));
      run(project, node.value, "readme.js");
    }
  }
}

function useCommand(project: string): void {
  const help = run(project, process.execPath, "node_modules/minibatch-lab/bin/minibatch.js", "--help");
  if (!help.includes("reproduce")) throw new Error(`Cannot use minibatch-lab: its --help lacks reproduce:\n${help}`);
}

/**
 * An experiment in a folder where nothing is installed, with a mistake: found, so it was loaded, and nothing is
 * trained.
 */
function useExperiment(project: string): void {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-experiment-"));
  try {
    const source = readFileSync(join(repository, "examples/optimizers.ts"), "utf8").replace('"adam"', '"adm"');
    writeFileSync(join(folder, "wrong.ts"), source);
    const command = join(project, "node_modules/minibatch-lab/bin/minibatch.js");
    const { status, stderr } = spawnSync(process.execPath, [command, "sweep", join(folder, "wrong.ts")], {
      encoding: "utf8",
    });
    if (status !== 2 || !stderr.includes("did you mean adam?"))
      throw new Error(`Cannot use minibatch-lab: an experiment is not read, sweep ended with ${status}:\n${stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const project = mkdtempSync(join(tmpdir(), "minibatch-consumer-"));
try {
  packPackages(project);
  installPackages(project);
  useLibrary(project);
  await useReadmes(project);
  useCommand(project);
  useExperiment(project);
  console.log("try-packages: all packages install, type-check and run");
} finally {
  rmSync(project, { recursive: true });
}

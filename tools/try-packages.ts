/** Packs the published packages, installs them in an empty project, and uses them as a stranger would: types, code, command. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./read-sources.ts";

const workspaces = ["minibatch", "minibatch-lab"];
const windows = process.platform === "win32";

const consumer = `import { createTrainer, defineModel, defineOptimizer, SpecError, type ModelSpec } from "minibatch";
const model: ModelSpec = defineModel({ inputs: 2, layers: [{ kind: "dense", units: 1 }], loss: "mean-squared-error" });
// @ts-expect-error: a model is frozen
model.inputs = 3;
const trainer = await createTrainer({ model, optimizer: defineOptimizer({ kind: "sgd" }), seed: 1 });
trainer.dispose();
try {
  defineModel({ inputs: -1, layers: [], loss: "mean-squared-error" });
  throw new Error("a model without inputs was taken");
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
}
`;

function run(folder: string, command: string, ...call: string[]): string {
  console.log(`$ ${[command, ...call].join(" ")}`);
  return execFileSync(command, call, { cwd: folder, encoding: "utf8", shell: windows });
}

/** Unwanted files of a package, or none. */
function findUnwanted(files: readonly string[]): string[] {
  return files.filter(
    (file) =>
      !/^(?:package\.json|LICENSE|README\.md|bin\/|dist\/|src\/)/.test(file) || /\.test\.ts$|fixtures\//.test(file),
  );
}

const project = mkdtempSync(join(tmpdir(), "minibatch-consumer-"));
try {
  const flags = workspaces.flatMap((name) => ["-w", name]);
  const listing = run(repository, "npm", "pack", "--json", "--pack-destination", project, ...flags);
  // npm 11 prints an array, npm 12 an object keyed by name; the build may print lines before it
  const packed = Object.values(
    JSON.parse(listing.slice(listing.search(/^[[{]/m))) as Record<
      string,
      { name: string; size: number; files: { path: string }[] }
    >,
  );
  for (const { name, size, files } of packed) {
    const unwanted = findUnwanted(files.map((file) => file.path));
    if (unwanted.length > 0)
      throw new Error(`Cannot publish ${name}: it holds ${unwanted.join(", ")}; mend its "files"`);
    console.log(`${name}: ${files.length} files, ${size} bytes packed`);
  }

  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const archives = readdirSync(project).filter((file) => file.endsWith(".tgz"));
  run(project, "npm", "install", "--no-audit", "--no-fund", ...archives.map((file) => `./${file}`));

  writeFileSync(join(project, "consumer.ts"), consumer);
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2023",
    "--types",
    "",
    "--skipLibCheck",
    "false",
  ];
  run(project, process.execPath, tsc, ...options, "consumer.ts");
  run(project, process.execPath, "consumer.ts");
  const help = run(project, process.execPath, "node_modules/minibatch-lab/bin/minibatch.js", "--help");
  if (!help.includes("reproduce"))
    throw new Error(`Cannot use minibatch-lab: its --help does not name reproduce:\n${help}`);
  console.log("try-packages: both packages install, type-check and run");
} finally {
  rmSync(project, { recursive: true });
}

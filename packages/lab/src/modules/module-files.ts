/**
 * A module of one's own by its content: the file, and every file that it imports by a relative path, and so on. What is
 * found by reading is a list for `guardImports`, which lets nothing else be loaded: one that was not found is told.
 */
import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ExperimentSpec } from "study";
import { InputError, NotHereError } from "../errors.ts";
import { describeReadFailure } from "../files/describe-read-failure.ts";
import { quoteArgument } from "../shell/write-command.ts";

/** What a thread that runs them is given: where they lie, and what must lie there. */
export interface ModuleFiles {
  /** of the experiment; absolute, without links */
  readonly folder: string;
  /** path from there, with `./` or `../` in front -> SHA-256, hexadecimal */
  readonly sha256: Readonly<Record<string, string>>;
}

const MOST_FILES = 1_000;
const MOST_BYTES = 8 * 2 ** 20;

/** Endings that are code, and so may import; others are read as data. */
const CODE = /\.[cm]?[jt]sx?$/;

/** What stands after `from`, `import`, `import(` and `require(`. */
const IMPORTED = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(["'])(\.{1,2}\/[^"'\n]*)\1/g;

/** How Node completes what `require` is given. */
const COMPLETIONS = ["", ".js", ".json", ".ts", ".cjs", "/index.js"];

/**
 * `module` as an experiment writes it, from its folder. Throws NotHereError where the folder has no such file,
 * InputError for one that leads out of the folder or cannot be read.
 */
export function readModuleFiles(folder: string, module: string): ModuleFiles {
  const root = realpathSync(folder);
  const first = findFile(join(root, module));
  if (first === null) {
    throw new NotHereError(`Cannot use the module ${module}: ${folder} has no such file; ${whereElse(root, module)}`);
  }
  if (!first.startsWith(root + sep)) {
    throw new InputError(
      `Cannot use the module ${module}: it is a link that leads out of ${folder}, to ${first}; it should lie in the ` +
        "experiment's folder",
    );
  }
  const sha256 = new Map<string, string>();
  const waiting = [first];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = nameFrom(root, file);
    if (sha256.has(name)) continue;
    if (sha256.size === MOST_FILES) {
      throw new InputError(`Cannot use the module ${module}: it imports more than ${MOST_FILES} files; import fewer`);
    }
    const bytes = readBytes(file);
    sha256.set(name, hashOf(bytes));
    if (CODE.test(file)) waiting.push(...listImports(file, bytes.toString("utf8")));
  }
  const sorted = [...sha256].sort(([a], [b]) => (a < b ? -1 : 1));
  return { folder: root, sha256: Object.fromEntries(sorted) };
}

/** A report's best.json lies in a folder below the one from which its module is named. */
function whereElse(root: string, module: string): string {
  const above = dirname(root);
  return findFile(join(above, module)) === null
    ? "check the path, or name the folder that has it: --experiments FOLDER"
    : `the folder above has it, so add --experiments ${quoteArgument(above)}`;
}

/** Of an experiment, as they lie below `folder`; null where it names none. Throws as `readModuleFiles`. */
export function modulesOf(spec: ExperimentSpec, folder: string): ModuleFiles | null {
  return spec.model === null ? readModuleFiles(folder, spec.training.module) : null;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Of what is written as an import; what only looks like one and is no file, as in a comment, is passed over. */
function listImports(file: string, source: string): string[] {
  return [...source.matchAll(IMPORTED)].flatMap(([, , specifier]) => {
    const path = resolve(dirname(file), decodePath(specifier!.replace(/[?#].*$/, "")));
    const found = COMPLETIONS.map((ending) => findFile(path + ending)).find((one) => one !== null);
    return found === undefined ? [] : [found];
  });
}

/** A specifier is a part of a URL. */
function decodePath(specifier: string): string {
  try {
    return decodeURIComponent(specifier);
  } catch {
    return specifier;
  }
}

/** Without links; null where there is no file. */
function findFile(path: string): string | null {
  try {
    return statSync(path).isFile() ? realpathSync(path) : null;
  } catch {
    return null;
  }
}

function nameFrom(root: string, file: string): string {
  const path = relative(root, file).replaceAll(sep, "/");
  return path.startsWith("../") ? path : `./${path}`;
}

function readBytes(file: string): Buffer {
  const { size } = statSync(file);
  if (size > MOST_BYTES) {
    throw new InputError(
      `Cannot read ${file}: it has ${size} bytes, and a file of a module at most ${MOST_BYTES}; read it as data`,
    );
  }
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError(`Cannot read ${file}: ${describeReadFailure(error)}`, { cause: error });
  }
}

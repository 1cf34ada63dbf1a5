/** Modules of one's own run as they were hashed, or not at all. */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { InputError } from "../errors.ts";
import { importFile, resolveOrOurs } from "./import-file.ts";
import { hashOf, type ModuleFiles } from "./module-files.ts";

/** By path, or by a package's own map of paths; packages are taken by their names, and are not hashed. */
const BY_PATH = /^(?:\.{1,2}\/|\/|file:|#)/;

/**
 * Imports one of the files. From now on, for as long as this thread lives, they import each other alone, and each only
 * as it was hashed. Throws InputError, which names the file, and whatever the module throws.
 */
export async function importGuarded(files: ModuleFiles, module: string): Promise<Readonly<Record<string, unknown>>> {
  guard(files);
  return importFile(pathToFileURL(join(files.folder, module)).href);
}

/** A thread is given one set of files for its life. */
let guarded: ModuleFiles | null = null;

function guard(files: ModuleFiles): void {
  if (guarded !== null) return;
  guarded = files;
  const known = new Map(
    Object.entries(files.sha256).map(([name, hash]) => [pathToFileURL(join(files.folder, name)).href, { name, hash }]),
  );
  const find = (url: string | undefined) => (url === undefined ? undefined : known.get(url.replace(/[?#].*$/, "")));
  const folder = `${pathToFileURL(files.folder).href}/`;
  // a package that names itself leads back to the files beside the module
  const isOwn = (url: string): boolean => url.startsWith(folder) && !url.includes("/node_modules/");
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = resolveOrOurs(specifier, context, nextResolve);
      const importer = find(context.parentURL);
      const isHashed = find(found.url) !== undefined;
      if (importer !== undefined && !isHashed && (BY_PATH.test(specifier) || isOwn(found.url))) {
        throw new InputError(
          `Cannot import ${specifier} in ${importer.name}: it was not hashed with the module, for it is named only ` +
            "as the code runs; import it by a relative path in quotes",
        );
      }
      return found;
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const expected = find(url);
      if (expected === undefined) return loaded;
      const source = loaded.source ?? readFileSync(fileURLToPath(url));
      if (hashOf(Buffer.from(source as Uint8Array)) !== expected.hash) {
        throw new InputError(
          `Cannot run ${expected.name}: the file has changed since it was hashed; put it back as it was, or begin ` +
            "another experiment",
        );
      }
      return loaded;
    },
  });
}

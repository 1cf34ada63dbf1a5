/**
 * Experiments in TypeScript may lie anywhere, also where nothing is installed: they then get the running command's own
 * packages.
 */
import { registerHooks } from "node:module";

const OWN = /^minibatch(?:-lab)?(?:\/|$)/;

/**
 * Imports a file as an ES module, types stripped, whatever the package it lies in says of its files. `minibatch` and
 * `minibatch-lab` are resolved from here where they are not found from there.
 */
export async function importFile(url: string): Promise<Readonly<Record<string, unknown>>> {
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      // its syntax errors have places only where types are stripped
      if (specifier === url) return { ...nextResolve(specifier, context), format: "module-typescript" };
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        if (!OWN.test(specifier) || !isNotFound(error)) throw error;
        return nextResolve(specifier, { ...context, parentURL: import.meta.url });
      }
    },
  });
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>;
  } finally {
    hooks.deregister();
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}

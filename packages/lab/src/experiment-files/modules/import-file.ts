/** Imports TypeScript experiments from anywhere: where nothing is installed they get the running command's packages. */
import { registerHooks } from "node:module";

const OWN = /^minibatch(?:-lab)?(?:\/|$)/;

/**
 * Imports a file as an ES module with its types stripped, whatever its package.json says. `minibatch` and
 * `minibatch-lab` are resolved from here if they are not found from there.
 */
export async function importFile(url: string): Promise<Readonly<Record<string, unknown>>> {
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      // syntax errors have places only when types are stripped
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

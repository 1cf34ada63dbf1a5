/**
 * Code of one's own may lie anywhere, also where nothing is installed: it then gets the running command's own packages.
 */
import { type ResolveFnOutput, type ResolveHookContext, registerHooks } from "node:module";

const OWN = /^minibatch(?:-lab|-data)?(?:\/|$)/;

/**
 * Imports a file as an ES module, types stripped, whatever the package it lies in says of its files. `minibatch`,
 * `minibatch-data` and `minibatch-lab` are resolved from here where they are not found from there.
 */
export async function importFile(url: string): Promise<Readonly<Record<string, unknown>>> {
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      // its syntax errors have places only where types are stripped
      if (specifier === url) return { ...nextResolve(specifier, context), format: "module-typescript" };
      return resolveOrOurs(specifier, context, nextResolve);
    },
  });
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>;
  } finally {
    hooks.deregister();
  }
}

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** As Node resolves it; our own packages from here, where they are not found from there. */
export function resolveOrOurs(
  specifier: string,
  context: ResolveHookContext,
  nextResolve: NextResolve,
): ResolveFnOutput {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    if (!OWN.test(specifier) || !isNotFound(error)) throw error;
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}

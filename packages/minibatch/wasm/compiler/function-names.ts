/** The names of a module's functions by their number, imported ones first, out of its text. */
export function functionNames(text: string): readonly string[] {
  const definitions = text.matchAll(/^ \((?:import "[^"]*" "[^"]*" \()?func \$([^\s()]+)/gm);
  return [...definitions].map(([, name]) => name.replace(/^packages\/minibatch\/wasm\//, ""));
}

/** What every host's threads have in common. */

/**
 * The body of a thread, as source text: it is run where none of this library's modules are. `order` is a ThreadOrder;
 * `ready` tells whoever waits. It returns when the team is dismissed.
 */
export const SERVE = `
function serve({ module, memory, team, index, seen }, ready) {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort() { throw new Error("a kernel aborted"); } } });
  ready();
  instance.exports.serve(team, index, seen);
}
`;

/** What is wrong with a number of threads, or null. Orders to a team have eight bits for it. */
export function checkThreadCount(count: number): string | null {
  if (Number.isInteger(count) && count >= 1 && count <= 255) return null;
  return `must be a whole number from 1 to 255, is ${String(count)}; leave it out for all cores`;
}

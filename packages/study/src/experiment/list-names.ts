/** as many as any kind has fields */
const MOST = 30;

/** Names for an error, which is one line: of very many the first ones, and how many more there are. */
export function listNames(names: readonly string[], between = ", "): string {
  if (names.length <= MOST) return names.join(between);
  return `${names.slice(0, MOST).join(between)} and ${names.length - MOST} more`;
}

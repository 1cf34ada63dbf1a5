/** Finds in a JSON file what YAML allows and JSON does not, such as comments. */

export interface JsonMistake {
  readonly offset: number;
  readonly reason: string;
}

/** Null if `text` is JSON. */
export function findJsonMistake(text: string): JsonMistake | null {
  const message = parseMessage(text);
  if (message === null) return null;
  const position = / at position (\d+).*$/s.exec(message);
  if (position !== null) return { offset: Number(position[1]), reason: message.slice(0, position.index) };
  const token = UNEXPECTED.exec(message)?.[0];
  return token === undefined
    ? { offset: text.trimEnd().length, reason: message }
    : { offset: findUnexpected(text), reason: token };
}

const UNEXPECTED = /^Unexpected token '.*?'/s;

function parseMessage(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** V8 names an unexpected token without its place: it ends the shortest prefix that has this error. */
function findUnexpected(text: string): number {
  let low = 0;
  let high = text.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (UNEXPECTED.test(parseMessage(text.slice(0, middle + 1)) ?? "")) high = middle;
    else low = middle + 1;
  }
  return low;
}

const LONGEST = 300;

/** Shows what was thrown, which may be any value, in one line: `RangeError: too far`. */
export function showThrown(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? describeError(thrown) : String(thrown);
    const line = text.replaceAll(/\s*\n\s*/g, " ");
    return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 3)}...`;
  } catch {
    return "something that cannot be shown";
  }
}

function describeError({ name, message }: Error): string {
  return name === "Error" ? message : `${name}: ${message}`;
}

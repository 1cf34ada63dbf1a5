/** A place in a text, as editors count: lines and columns from 1. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** `offset` counts UTF-16 units, as JavaScript's strings do. */
export function placeAt(text: string, offset: number): FilePlace {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

export function formatPlace({ line, column }: FilePlace): string {
  return `line ${line}, column ${column}`;
}

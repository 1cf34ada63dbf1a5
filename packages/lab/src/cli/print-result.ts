/** What a command found, on stdout: for a reader, or with `--json` as one document. */

/** `format` is only called for a reader. What is not a finite number is null in the document. */
export function printResult(json: true | undefined, document: unknown, format: () => string): void {
  process.stdout.write(`${json === true ? JSON.stringify(document, null, 2) : format()}\n`);
}

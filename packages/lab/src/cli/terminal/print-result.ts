/** What a command found, on stdout: for a reader, or with `--json` as one document. */
import { printJson, printText } from "./write-out.ts";

/** `format` is only called for a reader. What is not a finite number is null in the document. */
export function printResult(json: true | undefined, document: unknown, format: () => string): void {
  if (json === true) printJson(document);
  else printText(format());
}

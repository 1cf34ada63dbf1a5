/** How wide a terminal is, for everything that is fitted to one. */

/** Narrower ones break lines by themselves: fitted to them, a text would be a letter a line. */
export const LEAST_WIDTH = 20;
/** of a terminal that does not say, as those of serial lines, of containers and of editors, whose size is 0 */
export const UNKNOWN_WIDTH = 80;

export interface SizedStream {
  readonly isTTY?: boolean;
  readonly columns?: number | undefined;
}

/** In characters; Infinity for a file or a pipe. Asked again for every line, for a window may be resized. */
export function terminalWidth(
  stream: SizedStream,
  env: Readonly<Record<string, string | undefined>> = process.env,
): number {
  if (stream.isTTY !== true) return Infinity;
  const width = [stream.columns, Number(env.COLUMNS)].find(isWidth) ?? UNKNOWN_WIDTH;
  return Math.max(LEAST_WIDTH, width);
}

/** What a line of a display may have: a character in the last column makes some terminals begin another. */
export function lineWidth(stream: SizedStream): number {
  return terminalWidth(stream) - 1;
}

/** Of a help text: behind a pipe as on a terminal that does not say how wide it is. */
export function helpWidth(stream: SizedStream): number {
  const width = terminalWidth(stream);
  return Number.isFinite(width) ? width : UNKNOWN_WIDTH;
}

function isWidth(columns: number | undefined): columns is number {
  return columns !== undefined && Number.isSafeInteger(columns) && columns > 0;
}

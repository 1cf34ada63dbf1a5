/** `2026-11-25 12:00:00 UTC`: a page is read wherever it is sent. */
export function formatTime(time: { toISOString(): string }): string {
  return time
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}

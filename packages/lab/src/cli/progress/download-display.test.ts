import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { DownloadProgress } from "../../data/download.ts";
import { createDownloadDisplay, describeDownload } from "./download-display.ts";

const at = (receivedBytes: number, name = "rows.gz"): DownloadProgress => ({
  file: { name, sizeBytes: 4_000_000, signature: "1f8b08", sha256: "ab" },
  receivedBytes,
  mirror: "https://data.example:8443/sets/",
});

async function shown(stream: PassThrough, progress: readonly DownloadProgress[]): Promise<string> {
  const display = createDownloadDisplay(stream as unknown as WriteStream);
  for (const step of progress) display.onProgress(step);
  display.close();
  stream.end();
  return text(stream);
}

test("in a log a line per quarter of each file", async () => {
  const told = await shown(new PassThrough(), [
    at(0),
    at(999_999),
    at(1_000_000),
    at(3_999_999),
    at(4_000_000),
    at(0, "b.gz"),
  ]);
  expect(told.trimEnd().split("\n")).toEqual([
    "rows.gz: 0% of 4.0 MB from data.example:8443",
    "rows.gz: 25% of 4.0 MB from data.example:8443",
    "rows.gz: 75% of 4.0 MB from data.example:8443",
    "rows.gz: 100% of 4.0 MB from data.example:8443",
    "b.gz: 0% of 4.0 MB from data.example:8443",
  ]);
});

test("on a terminal a bar with what is here, taken away at the end", async () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 120, rows: 24 });
  const sent = await shown(terminal, [at(1_000_000), at(2_000_000, "b.gz")]);
  const told = stripVTControlCharacters(sent);
  expect(told).toContain("rows.gz ██████░░░░░░░░░░░░░░░░░░ 25%  1.0 MB of 4.0 MB  ");
  expect(told).toContain("b.gz ████████████░░░░░░░░░░░░ 50%  2.0 MB of 4.0 MB  ");
  expect(told).toContain(" left");
  // the cursor goes, and comes back
  expect(sent.indexOf("\u001B[?25l")).toBeLessThan(sent.lastIndexOf("\u001B[?25h"));
});

test("a line tells whole percents, and from where", () => {
  expect(describeDownload(at(1_839_999))).toBe("rows.gz: 45%, 1.8 MB of 4.0 MB from data.example:8443");
});

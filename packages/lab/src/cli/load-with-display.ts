/** Loads data sets: a bar for a download, lines for what the user must see. */
import type { DataOptions } from "../data/data-options.ts";
import { createDownloadDisplay } from "./download-display.ts";
import type { ProgressDisplay } from "./progress-display.ts";

export async function loadWithDisplay<Loaded>(
  load: (options: DataOptions) => Promise<Loaded>,
  options: Pick<DataOptions, "data" | "offline">,
  display: Pick<ProgressDisplay, "onLine">,
  signal: AbortSignal,
): Promise<Loaded> {
  const download = createDownloadDisplay(process.stderr);
  try {
    return await load({
      ...options,
      onProgress: download.onProgress,
      notice(line) {
        download.close();
        display.onLine(line);
      },
      signal,
    });
  } finally {
    download.close();
  }
}

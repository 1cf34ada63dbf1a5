/** Loads data sets: a bar for a download, lines for what the user must see. */
import type { DataOptions } from "../../data/data-options.ts";
import { createDownloadDisplay, type DownloadDisplay, describeDownload } from "./download-display.ts";
import type { ProgressDisplay } from "./progress-display.ts";

export async function loadWithDisplay<Loaded>(
  load: (options: DataOptions) => Promise<Loaded>,
  options: Pick<DataOptions, "data" | "offline">,
  display: Pick<ProgressDisplay, "onLine"> & Partial<Pick<ProgressDisplay, "onStatus">>,
  signal: AbortSignal,
): Promise<Loaded> {
  const download =
    process.stderr.isTTY && display.onStatus !== undefined
      ? statusOfDownload(display.onStatus)
      : createDownloadDisplay(process.stderr);
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

/** One line of the display that there is: two that draw for themselves would draw over each other. */
function statusOfDownload(tell: ProgressDisplay["onStatus"]): DownloadDisplay {
  let isShown = false;
  return {
    onProgress(progress) {
      isShown = true;
      tell(describeDownload(progress));
    },
    close() {
      if (isShown) tell(null);
      isShown = false;
    },
  };
}

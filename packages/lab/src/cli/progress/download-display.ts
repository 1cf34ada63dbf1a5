/** The progress of a download: a bar on a terminal, a line per quarter in a log. */
import type { WriteStream } from "node:tty";
import cliProgress from "cli-progress";
import type { DownloadProgress } from "../../data/download.ts";
import { formatBytes } from "../tables/format-bytes.ts";
import { tellLine } from "../terminal/write-out.ts";

export interface DownloadDisplay {
  onProgress(progress: DownloadProgress): void;
  /** takes the bar away */
  close(): void;
}

export function createDownloadDisplay(stream: WriteStream): DownloadDisplay {
  return stream.isTTY ? createBar(stream) : createLines(stream);
}

function createBar(stream: WriteStream): DownloadDisplay {
  const bar = new cliProgress.SingleBar({
    stream,
    format: "{name} {bar} {percentage}%  {received}  {eta_formatted} left",
    barsize: 24,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  let shown: string | null = null;
  return {
    onProgress({ file, receivedBytes }) {
      const received = `${formatBytes(receivedBytes)} of ${formatBytes(file.sizeBytes)}`;
      if (shown !== file.name) {
        bar.stop();
        bar.start(file.sizeBytes, receivedBytes, { name: file.name, received });
        shown = file.name;
      }
      bar.update(receivedBytes, { received });
    },
    close: () => bar.stop(),
  };
}

/** `train-images-idx3-ubyte.gz: 45%, 4.5 MB of 9.9 MB from ossci-datasets.s3.amazonaws.com` */
export function describeDownload({ file, receivedBytes, mirror }: DownloadProgress): string {
  const percent = Math.floor((100 * receivedBytes) / file.sizeBytes);
  return (
    `${file.name}: ${percent}%, ${formatBytes(receivedBytes)} of ${formatBytes(file.sizeBytes)} from ` +
    `${new URL(mirror).host}`
  );
}

function createLines(stream: NodeJS.WritableStream): DownloadDisplay {
  let told = "";
  return {
    onProgress({ file, receivedBytes, mirror }) {
      const percent = 25 * Math.floor((4 * receivedBytes) / file.sizeBytes);
      const line = `${file.name}: ${percent}% of ${formatBytes(file.sizeBytes)} from ${new URL(mirror).host}`;
      if (line === told) return;
      told = line;
      tellLine(line, stream);
    },
    close() {},
  };
}

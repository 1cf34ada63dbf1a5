/** What every loader of a data set is told. */
import type { DownloadProgress, DownloadTimes } from "./download.ts";

export interface DataOptions {
  /** what `--data` gave */
  readonly data?: string | undefined;
  /** make no request at all */
  readonly offline?: boolean | undefined;
  /** takes lines the user must see, e.g. that the data are synthetic */
  readonly notice: (line: string) => void;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** other mirrors than the catalogue's, e.g. one's own */
  readonly mirrors?: readonly string[] | undefined;
  readonly times?: DownloadTimes | undefined;
}

/** Where a set came from, as results.json has it. */
export interface DataOrigin {
  readonly source: "file" | "download" | "synthetic";
  /** file name -> SHA-256, hexadecimal; for synthetic data the hash of the drawn rows */
  readonly sha256: Readonly<Record<string, string>>;
}

/** The synthetic sets are the same for everybody. */
export const SYNTHETIC_SEED = 1;

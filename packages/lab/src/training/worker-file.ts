/** The file of a sweep's worker threads: beside the built command, or the source that it is built from. */
export const TRAINING_WORKER: URL = import.meta.url.endsWith(".ts")
  ? new URL("./worker.ts", import.meta.url)
  : new URL("./worker.js", import.meta.url);

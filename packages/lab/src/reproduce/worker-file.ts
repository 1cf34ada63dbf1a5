/** The file of a reproduction's worker threads: beside the built command, or the source that it is built from. */
export const REPRODUCTION_WORKER: URL = import.meta.url.endsWith(".ts")
  ? new URL("./worker.ts", import.meta.url)
  : new URL("./reproduction-worker.js", import.meta.url);

/** The file of the worker threads: beside the built command, or the source that it is built from. */
export const workerEntry: URL = import.meta.url.endsWith(".ts")
  ? new URL("../reproduce/worker.ts", import.meta.url)
  : new URL("./worker.js", import.meta.url);

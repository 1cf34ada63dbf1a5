/** Frozen JSON values: what specs, tasks and stores are made of. */

export { canonicalJson } from "./canonical-json.ts";
export { formatPath, parsePath, type Segments } from "./path.ts";
export { PlainJsonError, plainJson } from "./plain-json.ts";
export { showThrown } from "./show-thrown.ts";

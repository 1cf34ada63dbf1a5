import type { Db } from "pg-boss";
import type { LabStore } from "../store/store.ts";

/** pg-boss's statements in the store's transaction: `{ db: joinStore(inside) }`. */
export function joinStore(inside: LabStore): Db {
  return { executeSql: (text, values) => inside.executeSql(text, values) };
}

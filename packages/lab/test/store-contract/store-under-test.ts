import type { LabStore } from "../../src/store/store.ts";

/** One database as the contract sees it, shared by the tests of a file: each makes experiments of its own in it. */
export interface StoreUnderTest {
  /** a test that is given an open store, or skipped with a reason */
  test(title: string, body: (lab: OpenLab) => Promise<void>, timeoutMs?: number): void;
}

export interface OpenLab {
  readonly store: LabStore;
  /** what is really in the tables, and damage done to them: past the store, on a connection of its own */
  sql(text: string): Promise<Record<string, unknown>[]>;
  /** the same database, opened to read what there is: lines about damage come to `onDamage`. The caller closes it */
  openTolerant(onDamage: (line: string) => void): Promise<LabStore>;
}

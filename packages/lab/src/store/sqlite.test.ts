import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, test } from "vitest";
import { testStoreContract } from "../../test/store-contract.ts";
import { openStore } from "./open-store.ts";
import type { LabStore } from "./store.ts";

describe("the contract on SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  const file = join(folder, "lab.sqlite");
  let store: LabStore;
  beforeAll(async () => {
    store = await openStore(file);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const sql = async (text: string) => {
    const database = new DatabaseSync(file);
    try {
      return database
        .prepare(text)
        .all()
        .map((row) => ({ ...row }));
    } finally {
      database.close();
    }
  };
  testStoreContract({
    test: (title, body, timeoutMs = 20_000) => test(title, { timeout: timeoutMs }, () => body({ store, sql })),
  });
});

import { execFile } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fillSampleStore } from "../../../test/sample-store.ts";
import { openStore } from "../open-store.ts";

const NOBODY = 65_534;

/** Reads them as a user who is not their owner: permissions do not hold root back. */
async function readAsAnother(files: readonly string[]): Promise<Record<string, unknown>[]> {
  const script = join(import.meta.dirname, "../../../test/read-store.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=minibatch-source", script, ...files],
    process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {},
  );
  return JSON.parse(stdout) as Record<string, unknown>[];
}

test.skipIf(process.platform === "win32")(
  "a store that cannot be written is read in full, and what writes is refused in words",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "read-only-"));
    const place = (name: string): string => {
      mkdirSync(join(folder, name));
      return join(folder, name, "lab.sqlite");
    };
    const [file, ofFolder, inUse, crashed, old] = ["file", "folder", "in use", "crashed", "old"].map(place) as [
      string,
      ...string[],
    ] as [string, string, string, string, string];
    for (const path of [file, ofFolder]) {
      const store = await openStore(path);
      await fillSampleStore(store);
      await store.close();
    }
    // somebody else writes to one; of another its writer has died, and the log was not brought in
    const writing = await openStore(inUse);
    await fillSampleStore(writing);
    for (const log of ["", "-wal"]) copyFileSync(inUse + log, crashed + log);
    copyFileSync(join(import.meta.dirname, "../fixtures/store-001.sqlite"), old);
    const all = [file, ofFolder, inUse, crashed, old];
    const listings = () => all.map((path) => readdirSync(join(path, "..")).sort());
    for (const path of [file, ofFolder, crashed, old]) chmodSync(path, 0o444);
    for (const path of [ofFolder, crashed, old]) chmodSync(join(path, ".."), 0o555);
    chmodSync(join(file, ".."), 0o777);
    chmodSync(folder, 0o755);
    const before = { listings: listings(), bytes: all.map((path) => readFileSync(path)) };
    const readings = await readAsAnother(all);
    for (const [i, path] of all.entries()) {
      const refusal = `OutputError: Cannot change the store ${path}: it can only be read, no permission to write the file; make the file and its folder writable, or work on a copy of it`;
      expect(readings[i]).toEqual({
        readOnly: "no permission to write the file",
        ...(path === old ? { trials: 4, figures: 3 } : { trials: 12, figures: 12 * 6 }),
        refusals: [refusal, refusal, refusal],
      });
    }
    expect({ listings: listings(), bytes: all.map((path) => readFileSync(path)) }).toEqual(before);
    await writing.close();
  },
);

test.skipIf(process.platform === "win32")("what is written to while it is read without a log is noticed", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "frozen-")), "lab.sqlite");
  const store = await openStore(file);
  await fillSampleStore(store);
  await store.close();
  const { openToRead } = await import("./open-to-read.ts");
  const { FileGuard } = await import("./file-guard.ts");
  const opened = openToRead(file);
  const guard = new FileGuard(file, opened.isFrozen);
  expect([opened.isFrozen, guard.findChange()]).toEqual([true, null]);
  const writer = new DatabaseSync(file);
  writer.exec("update trials set seconds = 1; pragma wal_checkpoint(truncate)");
  expect(guard.findChange()).toMatchObject({ what: "another program wrote into it" });
  opened.database.close();
  guard.release();
  writer.close();
});

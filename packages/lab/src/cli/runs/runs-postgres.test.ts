/** The commands say the same of a store on Postgres as of one in a file. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { testWith } from "../../../test/requirements.ts";
import { fillSampleStore } from "../../../test/sample-store.ts";
import { withDatabase } from "../../../test/with-database.ts";
import { openStore } from "../../store/open-store.ts";

const now = (): Date => new Date(2026, 10, 24, 15, 4);

async function fill(place: string): Promise<void> {
  const store = await openStore(place, { create: true, now });
  await fillSampleStore(store, { ending: (number) => (number === 4 ? "failed" : "finished") });
  await store.close();
}

testWith(
  "postgres",
  "list, show, compare, export and rm",
  async (server) => {
    const file = join(mkdtempSync(join(tmpdir(), "runs-")), "lab.sqlite");
    await fill(file);
    await withDatabase(server, async (url) => {
      await fill(url);
      for (const args of [
        ["list"],
        ["list", "optimizers", "--sort", "objective"],
        ["list", "optimizers", "--status", "failed"],
        ["show", "optimizers"],
        ["show", "optimizers/4"],
        ["compare", "optimizers"],
        ["compare", "optimizers", "--metric", "trainLoss", "--epoch", "best", "--json"],
        ["export", "optimizers"],
        ["export", "optimizers", "--format", "csv"],
        ["rm", "optimizers/3", "--yes"],
        ["list", "optimizers"],
      ]) {
        const local = await callMinibatch(["runs", ...args, "--store", file]);
        const shared = await callMinibatch(["runs", ...args, "--store", url]);
        expect({ args, ...shared, stdout: shared.stdout.replaceAll(url, file) }).toEqual({ args, ...local });
        expect(local.stdout).not.toBe("");
      }
      const { code, stderr } = await callMinibatch(["runs", "show", "optimisers", "--store", url]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `Cannot find the experiment "optimisers" in ${url}: did you mean optimizers? It has optimizers; see minibatch runs list --store ${url}\n`,
      });
    });
  },
  60_000,
);

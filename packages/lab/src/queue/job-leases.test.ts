import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import { openCuttableServer } from "../../test/cuttable-server.ts";
import { testWith } from "../../test/requirements.ts";
import { withDatabase } from "../../test/with-database.ts";
import { openStore } from "../store/open-store.ts";
import { JobLeases } from "./job-leases.ts";
import { closeQueue, openQueue } from "./trial-queue.ts";

testWith(
  "postgres",
  "an idle worker notices that the server is away, and when it is back; a lapsed lease is told then, and closing waits for it",
  (server) =>
    withDatabase(server, async (url) => {
      await (await openStore(url)).close();
      const way = await openCuttableServer(url);
      const boss = await openQueue(way.url, () => {});
      const told: string[] = [];
      const happened = new EventEmitter();
      const tell = (what: string): void => {
        told.push(what);
        happened.emit(what);
      };
      const leases = new JobLeases(boss, { onTrouble: () => tell("trouble"), onRecovery: () => tell("recovery") });
      try {
        await way.cut();
        for (let i = 0; i < 3; i++) await once(happened, "trouble");
        expect(told).toEqual(["trouble", "trouble", "trouble"]);
        // nobody has fetched it: once the server is back this is found before anything is told
        const job = { id: randomUUID(), retryCount: 0, data: { trialId: 1, experimentId: 1 } };
        leases.add(job);
        const looked = new Promise<void>((resolve) => {
          leases.watch(job, async () => {
            resolve();
            await setTimeout(50);
            told.push("done about it");
          });
        });
        told.length = 0;
        await way.mend();
        await looked;
        await leases.close();
        expect(told.filter((what) => what !== "trouble")).toEqual(["done about it", "recovery"]);
      } finally {
        await leases.close();
        await closeQueue(boss).catch(() => {});
        await way.cut();
      }
    }),
  30_000,
);

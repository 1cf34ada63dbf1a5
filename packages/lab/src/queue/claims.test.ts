import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import { openCuttableServer } from "../../test/cuttable-server.ts";
import { testWith } from "../../test/requirements.ts";
import { withDatabase } from "../../test/with-database.ts";
import { openStore } from "../store/open-store.ts";
import { Claims } from "./claims.ts";
import { closeQueue, openQueue } from "./trial-queue.ts";

testWith(
  "postgres",
  "a worker that has nothing to do notices too that the server is away, and is not recovered until it is back",
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
      const claims = new Claims(boss, { onTrouble: () => tell("trouble"), onRecovery: () => tell("recovery") });
      try {
        await way.cut();
        for (let i = 0; i < 3; i++) await once(happened, "trouble");
        expect(told).toEqual(["trouble", "trouble", "trouble"]);
        await way.mend();
        await once(happened, "recovery");
      } finally {
        await claims.close();
        await closeQueue(boss).catch(() => {});
        await way.cut();
      }
    }),
  30_000,
);

testWith(
  "postgres",
  "a claim that has lapsed is told once it is looked for, and closing waits for what is done about it",
  (server) =>
    withDatabase(server, async (url) => {
      await (await openStore(url)).close();
      const way = await openCuttableServer(url);
      const boss = await openQueue(way.url, () => {});
      const happened = new EventEmitter();
      const claims = new Claims(boss, {
        onTrouble: () => happened.emit("trouble"),
        onRecovery: () => happened.emit("recovery"),
      });
      const order: string[] = [];
      try {
        // nobody has claimed it; once the server is back every claim is looked at, before anything is told
        const job = { id: randomUUID(), retryCount: 0, data: { trialId: 1, experimentId: 1 } };
        claims.add(job);
        const looked = new Promise<void>((resolve) => {
          claims.watch(job, async () => {
            resolve();
            await setTimeout(50);
            order.push("done about it");
          });
        });
        await way.cut();
        await once(happened, "trouble");
        await way.mend();
        await looked;
        await claims.close();
        order.push("closed");
        expect(order).toEqual(["done about it", "closed"]);
      } finally {
        await claims.close();
        await closeQueue(boss).catch(() => {});
        await way.cut();
      }
    }),
  30_000,
);

import { EventEmitter, once } from "node:events";
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

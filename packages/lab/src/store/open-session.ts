import { assembleStore, type Session } from "./assemble-store.ts";
import type { LabStore } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

/** The store on a connection, or a pool of them. `describe` turns what the database throws into what the user is told. */
export function openSession(context: StoreContext, describe: (error: unknown) => unknown): LabStore {
  const { db, place } = context;
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw describe(error);
    }
  };
  const write: Session["write"] = (work) =>
    told(() => db.transaction().execute((transaction) => work({ ...context, db: transaction })));
  return assembleStore({
    place,
    once: (work) => told(() => work(context)),
    read: (work) =>
      told(() =>
        db
          .transaction()
          .setAccessMode("read only")
          .setIsolationLevel("repeatable read")
          .execute((transaction) => work({ ...context, db: transaction })),
      ),
    write,
    transaction: (work) => write((inner) => work(joinTransaction(inner))),
    close: () => db.destroy(),
  });
}

/** The store that `transaction` hands out: what is called on it belongs to that transaction. */
function joinTransaction(context: StoreContext): LabStore {
  const join: Session["once"] = (work) => work(context);
  return assembleStore({
    place: context.place,
    once: join,
    read: join,
    write: join,
    transaction: () => Promise.reject(new Error("Cannot begin a transaction in a transaction: call the methods on it")),
    close: () => Promise.reject(new Error("Cannot close the store in a transaction: let it end first")),
  });
}

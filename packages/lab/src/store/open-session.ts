import { assembleStore, type Session } from "./assemble-store.ts";
import type { LabStore } from "./store.ts";
import type { StoreContext } from "./store-context.ts";

/** The store on a connection, or a pool of them. */
export interface Connected extends Omit<StoreContext, "at"> {
  readonly now: () => Date;
  /** why it cannot be written, or null */
  readonly readOnly: string | null;
  /** turns an error of the database into the one that the user gets */
  readonly describe: (error: unknown) => unknown;
  readonly close: () => Promise<void>;
}

export function openSession({ now, describe, close, readOnly, ...connected }: Connected): LabStore {
  const { db, place, kind } = connected;
  const told = async <T>(work: (context: StoreContext) => Promise<T>): Promise<T> => {
    try {
      return await work({ ...connected, at: now().getTime() });
    } catch (error) {
      throw await describe(error);
    }
  };
  const write: Session["write"] = (work) =>
    told((context) => db.transaction().execute((transaction) => work({ ...context, db: transaction })));
  const reading = db.transaction().setAccessMode("read only").setIsolationLevel("repeatable read");
  return assembleStore({
    place,
    mostBlobBytes: kind.mostBlobBytes,
    readOnly,
    once: told,
    read: (work) => told((context) => reading.execute((transaction) => work({ ...context, db: transaction }))),
    write,
    transaction: (work) => write((inner) => work(joinTransaction(inner, readOnly))),
    close,
  });
}

/** The store that `transaction` passes on: its calls belong to that transaction. */
function joinTransaction(context: StoreContext, readOnly: string | null): LabStore {
  const join: Session["once"] = (work) => work(context);
  return assembleStore({
    place: context.place,
    mostBlobBytes: context.kind.mostBlobBytes,
    readOnly,
    once: join,
    read: join,
    write: join,
    transaction: () => Promise.reject(new Error("Cannot begin a transaction in a transaction: call the methods on it")),
    close: () => Promise.reject(new Error("Cannot close the store in a transaction: let it end first")),
  });
}

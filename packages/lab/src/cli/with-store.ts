/** Work on a store that is there already, closed at the end whatever happens. */
import type { LabStore } from "../store/store.ts";
import { openChosenStore, type StoreFlags } from "./store-option.ts";

export async function withStore<T>(flags: StoreFlags, work: (store: LabStore) => Promise<T>): Promise<T> {
  const store = await openChosenStore(flags, { create: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Files of one's own as a store keeps them, for an experiment that lies elsewhere than they do. */
import type { KeptFiles } from "../../data/own-files.ts";
import { isMissing } from "../../files/is-missing.ts";
import type { StoreFlags } from "../options/store-option.ts";
import { chooseStore } from "./choose-store.ts";
import { withStore } from "./with-store.ts";

/** The store is opened when it is asked; none is made. */
export function keptIn(flags: StoreFlags): KeptFiles {
  const { at } = chooseStore(flags);
  if (at.kind === "sqlite" && isMissing(at.file)) return { readBlob: async () => null };
  return { readBlob: (sha256) => withStore(flags, (store) => store.readBlob(sha256)) };
}

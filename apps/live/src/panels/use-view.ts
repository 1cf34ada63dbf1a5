/** A panel's hook: has a view measured for as long as the panel is there. */
import { useEffect } from "preact/hooks";
import type { ViewData, ViewName } from "../protocol/view-data.ts";
import type { Store } from "../state/store.ts";

/** The newest measurement; undefined before the first. */
export function useView<Name extends ViewName>(store: Store, name: Name): ViewData[Name] | undefined {
  useEffect(() => {
    store.watch(name, true);
    return () => store.watch(name, false);
  }, [store, name]);
  return store.frame.value?.views[name] as ViewData[Name] | undefined;
}

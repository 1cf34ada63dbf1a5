/** The page: what is trained and how it goes, what is seen of it, and the forms that change it. */
import type { JSX } from "preact";
import { Forms } from "../forms/forms.tsx";
import { Panels } from "../panels/panels.tsx";
import { presets } from "../state/presets.ts";
import type { Store } from "../state/store.ts";
import { Controls } from "./controls.tsx";

export function Page({ store }: { readonly store: Store }): JSX.Element {
  return (
    <>
      <header class="head">
        <h1>
          minibatch <span class="quiet">see a network train</span>
        </h1>
        <nav aria-label="Begin with">
          <ul class="presets">
            {presets.map(({ name, title, says, draft }) => (
              <li key={name}>
                <button type="button" title={says} onClick={() => store.load(draft)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <Controls store={store} />
      <main class="columns">
        <Panels store={store} />
        <Forms store={store} />
      </main>
    </>
  );
}

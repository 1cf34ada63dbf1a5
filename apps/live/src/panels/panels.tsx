/** What is seen of the network while it trains: a panel is a file of this folder and a row of `panels`. */
import type { JSX } from "preact";
import type { Store } from "../state/store.ts";
import { BoundaryPanel } from "./boundary-panel.tsx";
import { AccuracyPanel, LossPanel } from "./curve-panels.tsx";
import { DoctorPanel } from "./doctor-panel.tsx";
import { HealthPanel } from "./health-panel.tsx";
import type { Panel } from "./panel.ts";
import { WeightsPanel } from "./weights-panel.tsx";

/** In the order of the page. */
const panels: readonly Panel[] = [
  {
    name: "boundary",
    title: "What it answers over the plane",
    applies: ({ views }) => views.includes("boundary"),
    Body: BoundaryPanel,
  },
  { name: "loss", title: "Loss", applies: () => true, Body: LossPanel },
  { name: "accuracy", title: "Accuracy", applies: () => true, Body: AccuracyPanel },
  {
    name: "weights",
    title: "Weights of the first layer",
    applies: ({ views }) => views.includes("weights"),
    Body: WeightsPanel,
  },
  { name: "health", title: "Layers", applies: () => true, Body: HealthPanel },
  { name: "doctor", title: "The doctor", applies: () => true, Body: DoctorPanel },
];

export function Panels({ store }: { readonly store: Store }): JSX.Element {
  const opened = store.opened.value;
  return (
    <div class="panels" aria-busy={opened === null}>
      {opened !== null &&
        panels
          .filter(({ applies }) => applies(opened))
          .map(({ name, title, Body }) => (
            <section key={name} class={`panel ${name}`} aria-labelledby={`panel-${name}`}>
              <h2 id={`panel-${name}`}>{title}</h2>
              <Body store={store} opened={opened} />
            </section>
          ))}
    </div>
  );
}

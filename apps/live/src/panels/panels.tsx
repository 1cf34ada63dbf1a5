/** What is seen of the network while it trains: a panel is a file of this folder and a row of `panels`. */
import type { JSX } from "preact";
import type { Opened } from "../protocol/messages.ts";
import type { Store } from "../state/store.ts";
import { ActivationsPanel } from "./activations-panel.tsx";
import { BitsPanel } from "./bits-panel.tsx";
import { BoundaryPanel } from "./boundary-panel.tsx";
import { ConfusionPanel } from "./confusion-panel.tsx";
import { AccuracyPanel, LossPanel } from "./curve-panels.tsx";
import { DoctorPanel } from "./doctor-panel.tsx";
import { DrawPanel } from "./draw-panel.tsx";
import { HealthPanel } from "./health-panel.tsx";
import type { Panel } from "./panel.ts";
import { UnitsPanel } from "./units-panel.tsx";
import { WeightsPanel } from "./weights-panel.tsx";

/** Rows that one can draw. */
const hasPicture = ({ picture, classes }: Opened): boolean => picture !== null && classes.length > 1;

/** Rows that one can type. */
const isTyped = ({ spec }: Opened): boolean => spec.data.set === "sequences";

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
  {
    name: "units",
    title: "What each hidden unit answers",
    applies: ({ views }) => views.includes("units"),
    Body: UnitsPanel,
  },
  {
    name: "confusion",
    title: "Which classes are taken for which",
    applies: ({ views }) => views.includes("confusion"),
    Body: ConfusionPanel,
  },
  { name: "draw", title: "Draw a digit", applies: hasPicture, Body: DrawPanel },
  { name: "bits", title: "Are you a machine?", applies: isTyped, Body: BitsPanel },
  {
    name: "activations",
    title: "Answers of each layer",
    applies: ({ views }) => views.includes("activations"),
    Body: ActivationsPanel,
  },
  { name: "health", title: "Layers", applies: () => true, Body: HealthPanel },
  { name: "doctor", title: "The doctor", applies: () => true, Body: DoctorPanel },
];

export function Panels({ store }: { readonly store: Store }): JSX.Element {
  const opened = store.opened.value;
  return (
    <div class="panels" aria-busy={store.isOpening.value}>
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

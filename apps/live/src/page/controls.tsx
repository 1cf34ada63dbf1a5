/** Train, pause, step, begin again; and where the training stands. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatCount, formatFigure, formatShare } from "../format.ts";
import type { Frame, State } from "../protocol/messages.ts";
import type { Store } from "../state/store.ts";

const STATES: Readonly<Record<State, string>> = {
  paused: "Paused",
  training: "Training",
  ended: "Its epochs are done",
  diverged: "It cannot go on",
};

export function Controls({ store }: { readonly store: Store }): JSX.Element {
  const frame = store.frame.value;
  const isTraining = frame?.state === "training";
  const isUsable = store.opened.value !== null && store.failure.value === null;
  return (
    <section class="controls" aria-label="Training">
      <div class="buttons">
        <button
          type="button"
          class="main"
          disabled={!isUsable}
          onClick={() => (isTraining ? store.pause() : store.train())}
        >
          {isTraining ? "Pause" : trainWords(store)}
        </button>
        <button type="button" disabled={!isUsable || isTraining} onClick={() => store.step(1)}>
          One step
        </button>
        <button type="button" disabled={!isUsable} onClick={() => store.restart()}>
          Begin again
        </button>
      </div>
      <Readings frame={frame} epochs={store.opened.value?.spec.training.epochs ?? 0} />
      <Notices store={store} />
      <WeightsHash store={store} />
    </section>
  );
}

function trainWords({ isChanged, frame }: Store): string {
  if (isChanged.value && (frame.value?.step ?? 0) > 0) return "Train the changed one";
  return frame.value?.state === "ended" ? "Train on" : "Train";
}

function Readings({ frame, epochs }: { readonly frame: Frame | null; readonly epochs: number }): JSX.Element {
  const { columns } = frame?.curves ?? { columns: null };
  const readings: readonly (readonly [string, string])[] = [
    ["epoch", `${formatCount(frame?.epoch ?? 0)} of ${formatCount(frame?.epochs ?? epochs)}`],
    ["step", formatCount(frame?.step ?? 0)],
    ["training loss", formatFigure(columns?.trainLoss.at(-1))],
    ["validation accuracy", formatShare(columns?.validationAccuracy.at(-1) ?? null)],
    ["rows a second", formatCount(Math.round(frame?.rowsPerSecond ?? 0))],
  ];
  return (
    <dl class="readings">
      {readings.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** By which two trainings are compared: equal numbers in the same order, and no others, have it. */
function WeightsHash({ store }: { readonly store: Store }): JSX.Element {
  const { state, step } = store.frame.value ?? { state: "paused", step: 0 };
  const [hash, setHash] = useState("");
  useEffect(() => {
    setHash("");
    if (state === "training" || step === 0) return;
    store.ask("hash", null).then(
      (at) => setHash(at.step === step ? at.sha256 : ""),
      () => setHash(""),
    );
  }, [store, state, step]);
  return (
    <p class="hash quiet">
      {hash === "" ? "" : "weights, SHA-256 "}
      <code data-testid="hash">{hash}</code>
    </p>
  );
}

/** What is said aloud when it changes: not every figure, but where the training stands and what is wrong. */
function Notices({ store }: { readonly store: Store }): JSX.Element {
  const { frame, opened, refusal, failure, isOpening } = store;
  const state = isOpening.value ? "Getting ready" : STATES[frame.value?.state ?? "paused"];
  const wrong = failure.value ?? frame.value?.diverged ?? null;
  return (
    <div class="notices">
      <p role="status">
        {state}
        {opened.value?.notice != null && <strong class="mark">{opened.value.notice}</strong>}
      </p>
      {wrong !== null && <p role="alert">{wrong}</p>}
      {refusal.value !== null && (
        <p role="alert">
          <code>{refusal.value.path}</code> {refusal.value.says}
        </p>
      )}
    </div>
  );
}

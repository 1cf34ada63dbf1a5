/** What the doctor found, and its advice, which one click follows. */
import type { JSX } from "preact";
import { draftOf } from "../state/draft.ts";
import type { PanelProps } from "./panel.ts";

export function DoctorPanel({ store }: PanelProps): JSX.Element {
  const frame = store.frame.value;
  if (frame === null || frame.findings.length === 0) {
    return (
      <p class="says">{frame === null || frame.epoch < 3 ? "It looks after three epochs." : "Nothing is wrong."}</p>
    );
  }
  return (
    <ul class="findings">
      {frame.findings.map(({ kind, layer, says, advices }) => (
        <li key={`${kind} ${layer}`}>
          <p>{says}</p>
          <ul class="advices">
            {advices.map(({ says: advice, spec }) => (
              <li key={advice}>
                {advice}
                {spec !== null && (
                  <button type="button" onClick={() => store.load(draftOf(spec))}>
                    Do so, and begin again<span class="unseen">: {advice}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

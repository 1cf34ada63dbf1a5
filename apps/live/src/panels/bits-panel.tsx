/** Type bits as randomly as you can, and be judged as you type. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { AnswerBars } from "./answer-bars.tsx";
import type { PanelProps } from "./panel.ts";
import { useAnswer } from "./use-answer.ts";

/** The class that is answered by 1, and the other. */
const NAMES = ["drawn at random", "typed by a person"];

export function BitsPanel({ store, opened }: PanelProps): JSX.Element {
  const count = opened.size.features;
  const [text, setText] = useState("");
  const row = useMemo(() => (text.length === count ? Float32Array.from(text, Number) : null), [text, count]);
  const answer = useAnswer(store, row);
  const share = answer?.outputs[0];
  const left = count - text.length;
  return (
    <div class="bits">
      <label>
        <span>
          {count} zeros and ones, as randomly as you can: {left === 0 ? "judged below" : `${left} to go`}
        </span>
        <input
          type="text"
          inputMode="numeric"
          autocomplete="off"
          maxLength={count}
          value={text}
          onInput={({ currentTarget }) => {
            const bits = currentTarget.value.replace(/[^01]/g, "").slice(0, count);
            currentTarget.value = bits;
            setText(bits);
          }}
        />
      </label>
      <AnswerBars names={NAMES} shares={share === undefined ? [] : [1 - share, share]} />
      <p class="says">{text.length === 0 ? "" : tellHabits(text)}</p>
    </div>
  );
}

/** What gives people away: they change too often, and make few long runs. */
function tellHabits(bits: string): string {
  const changes = [...bits].filter((bit, i) => i > 0 && bit !== bits[i - 1]).length;
  const longest = Math.max(...(bits.match(/0+|1+/g) ?? [""]).map((run) => run.length));
  const expected = (bits.length - 1) / 2;
  return (
    `${changes} changes, chance makes ${expected} of them; the longest run is ${longest}. ` +
    "People change too often and make few long runs."
  );
}

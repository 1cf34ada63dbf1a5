/** What the network says of one row: a bar a class, the largest marked. */
import type { JSX } from "preact";
import { formatShare } from "../format.ts";

interface AnswerBarsProps {
  readonly names: readonly string[];
  /** one probability a name */
  readonly shares: readonly number[];
}

export function AnswerBars({ names, shares }: AnswerBarsProps): JSX.Element {
  const best = shares.indexOf(Math.max(...shares));
  return (
    <dl class="bars">
      {names.map((name, i) => (
        <div key={name} class={i === best && shares.length > 0 ? "best" : ""}>
          <dt>{name}</dt>
          <dd>
            <meter min={0} max={1} value={shares[i] ?? 0} aria-label={name} />
            <span>{formatShare(shares[i] ?? null)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

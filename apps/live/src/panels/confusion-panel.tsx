/** Which classes are taken for which; a cell shows the rows that are misread so. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatCount, formatShare } from "../format.ts";
import type { ConfusionData, Misread } from "../protocol/view-data.ts";
import type { PanelProps } from "./panel.ts";
import { Picture } from "./picture.tsx";
import { useView } from "./use-view.ts";

interface Cell {
  readonly truth: number;
  readonly answer: number;
}

export function ConfusionPanel({ store, opened }: PanelProps): JSX.Element {
  const data = useView(store, "confusion");
  const [chosen, choose] = useState<Cell | null>(null);
  if (data === undefined) return <p class="says">–</p>;
  const { classes: names, picture } = opened;
  const misread = data.misread.filter(
    ({ truth, answer }) => chosen === null || (truth === chosen.truth && answer === chosen.answer),
  );
  return (
    <figure>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section class="table-frame" tabIndex={0} aria-label="Confusion matrix, a table that scrolls">
        <Matrix data={data} names={names} chosen={chosen} choose={choose} />
      </section>
      <figcaption>
        Rows are what it is, columns what is answered, of {formatCount(data.rows)} validation rows.{" "}
        {describe(chosen, names, misread.length)}
      </figcaption>
      {picture !== null && (
        <ul class="misread">
          {misread.slice(0, MOST_SHOWN).map((row) => (
            <MisreadRow key={keyOf(row)} row={row} names={names} picture={picture} />
          ))}
        </ul>
      )}
    </figure>
  );
}

const MOST_SHOWN = 12;

function describe(chosen: Cell | null, names: readonly string[], count: number): string {
  if (chosen === null) return "A number off the diagonal shows the rows behind it.";
  return `Here: ${names[chosen.truth]} taken for ${names[chosen.answer]}, the surest ${count}.`;
}

const keyOf = ({ truth, answer, certainty, picture }: Misread): string =>
  `${truth} ${answer} ${certainty} ${picture?.join("").slice(0, 400)}`;

interface MatrixProps {
  readonly data: ConfusionData;
  readonly names: readonly string[];
  readonly chosen: Cell | null;
  choose(cell: Cell | null): void;
}

function Matrix({ data: { classes, counts }, names, chosen, choose }: MatrixProps): JSX.Element {
  const all = Array.from({ length: classes }, (_, i) => i);
  return (
    <table class="matrix">
      <thead>
        <tr>
          <td />
          {all.map((answer) => (
            <th key={answer} scope="col">
              {names[answer]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map((truth) => (
          <tr key={truth}>
            <th scope="row">{names[truth]}</th>
            {all.map((answer) => {
              const count = counts[truth * classes + answer] as number;
              if (truth === answer || count === 0) {
                return (
                  <td key={answer} class={truth === answer ? "right" : "quiet"}>
                    {count}
                  </td>
                );
              }
              const isChosen = chosen?.truth === truth && chosen.answer === answer;
              return (
                <td key={answer}>
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={`${count} of ${names[truth]} taken for ${names[answer]}`}
                    onClick={() => choose(isChosen ? null : { truth, answer })}
                  >
                    {count}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MisreadRowProps {
  readonly row: Misread;
  readonly names: readonly string[];
  readonly picture: readonly [height: number, width: number];
}

function MisreadRow({ row, names, picture: [height, width] }: MisreadRowProps): JSX.Element {
  const { truth, answer, certainty, picture } = row;
  const says = `${names[truth]}, taken for ${names[answer]}`;
  return (
    <li>
      {picture !== null && <Picture grey={picture} width={width} height={height} label={says} />}
      <span>
        {names[truth]} → {names[answer]}, {formatShare(certainty)}
      </span>
    </li>
  );
}

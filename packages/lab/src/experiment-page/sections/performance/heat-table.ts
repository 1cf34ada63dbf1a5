/** A confusion matrix as a table that is read and seen: counts, and the shade says the share of the row. */
import { formatCount, formatPercent } from "../../../page-kit/format-number.ts";
import { type Html, html } from "../../../page-kit/html.ts";
import { renderMarks } from "../../../page-kit/table.ts";

/** Shades from none to a whole row. */
const SHADES = 10;
/** Percent of the shade's colour at a whole row: text on it can still be read. */
const DEEPEST = 55;

/** Letters of all names beside each other; more, and they stand upright. */
const MOST_LEVEL = 70;
/** Where there are more columns than these they are narrow. */
const MOST_WIDE = 7;

/** Among what is wrong little is much: its shade grows with the root of the share. */
function shadeOf(share: number, isRight: boolean): number {
  return Math.min(SHADES, Math.max(1, Math.ceil((isRight ? share : Math.sqrt(share)) * SHADES)));
}

function formatShare(share: number): string {
  return share < 0.01 ? "< 1%" : formatPercent(share, 0);
}

function renderCell(count: number, rowTotal: number, isRight: boolean): Html {
  const share = rowTotal === 0 ? 0 : count / rowTotal;
  const tone = count === 0 ? "none" : `${isRight ? "right" : "wrong"} shade-${shadeOf(share, isRight)}`;
  const percent = count === 0 ? "" : html`<span>${formatShare(share)}</span>`;
  return html`<td class="${tone}">${formatCount(count)}${percent}</td>`;
}

/** `counts`: [true][predicted] */
export function renderHeatTable(
  names: readonly string[],
  counts: readonly (readonly number[])[],
  title: string,
  marks: readonly string[],
): Html {
  const letters = names.reduce((sum, name) => sum + Math.max(name.length, 4), 0);
  const classes = [
    "heat",
    ...(names.length > MOST_WIDE ? ["narrow"] : []),
    ...(letters > MOST_LEVEL ? ["upright"] : []),
  ];
  const heads = names.map((name) => html`<th scope="col"><span>${name}</span></th>`);
  const rows = counts.map((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const cells = row.map((count, predicted) => renderCell(count, total, predicted === label));
    return html`<tr><th scope="row">${names[label]!}</th>${cells}</tr>`;
  });
  return html`
<figure class="table">
<figcaption>${title}${renderMarks(marks)}</figcaption>
<div class="table-frame"><table class="${classes.join(" ")}">
<thead><tr><th scope="col">true ↓ &nbsp;predicted →</th>${heads}</tr></thead>
<tbody>${rows}</tbody>
</table></div>
</figure>`;
}

const shades = Array.from({ length: SHADES }, (_, i) => {
  const percent = Math.round(((i + 1) * DEEPEST) / SHADES);
  return `.heat .right.shade-${i + 1} { background: color-mix(in srgb, var(--right) ${percent}%, var(--page)); }
.heat .wrong.shade-${i + 1} { background: color-mix(in srgb, var(--wrong) ${percent}%, var(--page)); }`;
});

export const heatStyle: string = `
.heat { --right: light-dark(#4f9fd6, #1f6fa8); --wrong: light-dark(#ef8a4a, #b5521c); min-width: 0; }
.heat th, .heat td { padding: 0.3rem 0.55rem; border: 2px solid var(--page); }
.heat td { text-align: center; min-width: 2.9rem; line-height: 1.25; background: var(--raised); border-radius: 5px; }
.heat td span { display: block; font-size: 0.78rem; }
.heat td.none { color: var(--muted); }
.heat thead th { border-top: 0; border-bottom: 0; text-align: center; color: var(--ink); }
.heat thead th:first-child { text-align: left; font-weight: 400; font-size: 0.8rem; color: var(--muted); white-space: nowrap; }
.heat th, .heat td { vertical-align: middle; }
.heat thead th { vertical-align: bottom; }
.heat tbody th { font-weight: 600; max-width: 13rem; overflow-wrap: anywhere; }
.heat tbody tr:last-child td { border-bottom: 2px solid var(--page); }
.heat.narrow { font-size: 0.82rem; }
.heat.narrow th, .heat.narrow td { padding: 0.22rem 0.3rem; }
.heat.narrow td { min-width: 2.35rem; }
.heat.upright thead th span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 11rem; text-align: left; }
${shades.join("\n")}
`;

/** What only an experiment's page has: drawings of lines, wide tables of parameters, the specification to copy. */

/** Rows of a ranking or of pairs that are shown whole; a longer table scrolls by itself, and says how many it has. */
export const ROWS_SHOWN_WHOLE = 40;
const longFrame = `.table-frame:has(tbody tr:nth-child(${ROWS_SHOWN_WHOLE + 1}))`;

export const experimentStyle: string = `
.drawing { position: relative; border-radius: 4px; }
.drawing svg { display: block; width: 100%; height: auto; min-width: 42rem; max-width: 60rem; }
#network svg { width: auto; min-width: 0; max-width: 100%; margin-inline: auto; }
.drawing text { font-family: var(--sans) !important; }
.drawing .tooltip { white-space: normal; max-width: 22rem; }
.picked-line { fill: none; stroke: var(--ink); stroke-width: 3.5; stroke-linejoin: round; pointer-events: none; }
.warning { border-left: 4px solid var(--warning); background: var(--warning-back); border-radius: 0 6px 6px 0; padding: 0.7rem 1rem; margin: 0 0 1rem; font-size: 0.95rem; line-height: 1.5; }
.warning p { margin-bottom: 0.5rem; }
.warning p:last-child { margin-bottom: 0; }
.steps { padding-left: 1.4rem; }
.steps p { margin-bottom: 0.4rem; }
.steps .copied { display: flex; gap: 0.6rem; align-items: center; margin-bottom: 1rem; }
.steps pre { flex: 1; min-width: 0; margin: 0; }
.steps pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
.steps .copy { position: static; order: 2; }
#pairs > .table td:nth-child(1), #pairs > .table td:nth-child(3) { min-width: 8.5rem; }
#pairs > .table td:nth-child(2) { min-width: 10rem; }
#pairs > .table .verdict { white-space: normal; }
.verdict { --tone: var(--muted); }
.verdict.apart { --tone: var(--holds); }
.verdict.alike { --tone: var(--inconclusive); }
.facts dd { overflow-wrap: anywhere; }
.diagnosis { overflow-wrap: anywhere; min-width: 16rem; display: inline-block; }
.copied { position: relative; }
.copied pre { max-height: 32rem; overflow: auto; }
.copy { position: absolute; top: 0.6rem; right: 0.9rem; font: 0.85rem var(--sans); color: var(--link); background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 0.25rem 0.7rem; cursor: pointer; }
.copy:hover { border-color: var(--axis); }
#ranking ${longFrame}, #pairs ${longFrame} { max-height: 44rem; overflow-y: auto; }
#ranking thead th, #pairs thead th { position: sticky; top: 0; background: var(--page); }
@media print {
  #ranking ${longFrame}, #pairs ${longFrame} { max-height: none; overflow: visible; }
  #ranking thead th, #pairs thead th { position: static; }
  #pairs > .table td:nth-child(-n+3) { min-width: 0; }
  .drawing { overflow: visible; mask-image: none !important; }
  .drawing svg { min-width: 0; max-width: 100%; }
  .copy { display: none; }
  .copied pre { max-height: none; white-space: pre-wrap; }
  .copied pre code { white-space: pre-wrap; }
}
`;

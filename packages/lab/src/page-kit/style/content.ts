/** Verdicts, tables, figures, equations, claims. */
export const contentStyle: string = `
.lead { font-size: 1.16rem; line-height: 1.6; }
.reservation { max-width: none; background: var(--warning-back); color: var(--warning); border-left: 4px solid currentColor; border-radius: 0 6px 6px 0; padding: 0.7rem 1rem; font-weight: 600; font-size: 0.95rem; line-height: 1.5; }
.mark { display: inline-block; font: 700 0.68rem/1.5 var(--sans); letter-spacing: 0.04em; color: var(--warning); border: 1px solid currentColor; border-radius: 4px; padding: 0 0.35em; margin-left: 0.35em; vertical-align: 0.1em; }
.note { color: var(--muted); font-size: 0.9rem; line-height: 1.55; }
.result { background: var(--raised); border-radius: 6px; padding: 0.8rem 1rem; max-width: none; }

.tiles { list-style: none; margin: 1.8rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; }
@media (min-width: 44rem) { .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
@media (min-width: 60rem) { .tiles { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
.tile { display: grid; grid-template-columns: auto 1fr; align-content: start; align-items: baseline; gap: 0.2rem 0.6rem; height: 100%; padding: 0.65rem 0.8rem 0.7rem; border: 1px solid var(--line); border-top: 3px solid var(--tone); border-radius: 6px; color: var(--ink); text-decoration: none; }
.tile:hover { background: var(--raised); }
.tile-id { font-weight: 700; font-size: 0.85rem; color: var(--muted); }
.tile .verdict { justify-self: end; font-size: 0.8rem; }
.tile-claim { grid-column: 1 / -1; font-size: 0.88rem; line-height: 1.35; }
.holds { --tone: var(--holds); } .fails { --tone: var(--fails); } .in-part { --tone: var(--in-part); } .inconclusive { --tone: var(--inconclusive); } .missing { --tone: var(--missing); }
.verdict { font: 650 0.85rem var(--sans); color: var(--tone); white-space: nowrap; }
.missing .verdict, .verdict.missing { font-weight: 500; }

.claim { border-left: 3px solid var(--tone); padding: 0 0 0.1rem 1.2rem; margin: 2.6rem 0; }
.claim h3 { margin-top: 0; }
.claim h3 .verdict { margin-left: 0.4rem; border: 1px solid currentColor; border-radius: 99px; padding: 0.05rem 0.6rem; font-size: 0.8rem; }
.claim-id { color: var(--muted); margin-right: 0.15rem; }
.claim .tested { color: var(--muted); font-size: 0.9rem; line-height: 1.55; }
.claim .tested strong { color: var(--ink); font-weight: 600; }
.evidence-charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem 1.6rem; }
.evidence-chart { margin: 0.4rem 0; }
@media (min-width: 52rem) { .evidence-charts { grid-template-columns: repeat(2, minmax(0, 1fr)); } .evidence-chart.whole { grid-column: 1 / -1; } }
.evidence-chart figcaption { font-weight: 600; color: var(--ink); margin: 0 0 0.3rem; }

details { margin: 0.6rem 0 1rem; }
summary { cursor: pointer; font: 600 0.9rem var(--sans); color: var(--link); width: fit-content; }

.table-frame { overflow-x: auto; }
.goes-on, .comes-from, .goes-down { --across: linear-gradient(#000, #000); --down: linear-gradient(#000, #000); }
.goes-on { --across: linear-gradient(to right, #000 calc(100% - 3rem), transparent); }
.comes-from { --across: linear-gradient(to left, #000 calc(100% - 3rem), transparent); }
.comes-from.goes-on { --across: linear-gradient(to right, transparent, #000 3rem calc(100% - 3rem), transparent); }
.goes-down { --down: linear-gradient(to bottom, #000 calc(100% - 4rem), transparent); }
:is(.goes-on, .comes-from, .goes-down):not(:focus-visible) { mask-image: var(--across), var(--down); mask-composite: intersect; }
table { border-collapse: collapse; font-size: 0.9rem; line-height: 1.45; font-variant-numeric: tabular-nums lining-nums; min-width: min(100%, 30rem); }
table.wide { min-width: 40rem; }
.wide th, .wide td { padding-right: 0.85rem; }
table.dense { font-size: 0.85rem; }
.dense th, .dense td { padding-right: 0.55rem; }
.wide th:last-child, .wide td:last-child { padding-right: 0.3rem; }
thead th { font-weight: 600; color: var(--muted); vertical-align: bottom; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); }
tbody tr:last-child td { border-bottom: 1px solid var(--ink); }
tfoot td { color: var(--muted); }
tfoot tr:last-child td { border-bottom: 1px solid var(--line); }
th, td { padding: 0.36rem 1.1rem 0.36rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); max-width: 24rem; }
th:last-child, td:last-child { padding-right: 0.3rem; }
.number { text-align: right; }
td.number[data-value] { white-space: nowrap; }
.number + .text { padding-left: 0.9rem; }
td:has(.hash) { max-width: none; }
.hash { font-size: 0.78rem; color: var(--muted); }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
th button::after { content: "\\00a0↕"; opacity: 0.45; font-weight: 400; }
th[aria-sort="ascending"] button::after { content: "\\00a0↑"; opacity: 1; }
th[aria-sort="descending"] button::after { content: "\\00a0↓"; opacity: 1; }
th button:hover { color: var(--ink); }

figure { margin: 1.8rem 0 2.2rem; }
figcaption { font-size: 0.9rem; line-height: 1.55; color: var(--muted); margin-top: 0.6rem; }
figcaption strong { color: var(--ink); }
figure.table { margin: 1.4rem 0 1.6rem; }
.table figcaption { font-weight: 600; color: var(--ink); margin: 0 0 0.5rem; }
.heads { margin: 0 0 0.7rem; color: var(--muted); font-size: 0.85rem; line-height: 1.5; }
.heads div, .heads dt, .heads dd { display: inline; margin: 0; }
.heads dt { font-weight: 600; color: var(--ink); }
.heads dt::after { content: ":"; }
.heads div + div::before { content: " · "; }
.downloads { white-space: nowrap; margin-left: 0.5em; }
.downloads a + a { margin-left: 0.5em; }
.picture { position: relative; overflow-x: auto; border-radius: 4px; }
.picture svg { display: block; width: 100%; height: auto; min-width: 42rem; max-width: 60rem; }
.picture text { font-family: var(--sans) !important; }
#figure-4 svg, .evidence-chart .picture svg { min-width: 0; max-width: 37.5rem; }
.evidence-chart.whole .picture svg { min-width: 42rem; max-width: none; }
.pointer-line { stroke: var(--muted); stroke-width: 1; }
.pointer-cell { fill: none; stroke: var(--ink); stroke-width: 2; }
.pointer-dot { stroke: var(--page); stroke-width: 1.5; }
.tooltip { position: absolute; z-index: 5; pointer-events: none; background: var(--page); color: var(--ink); border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 3px 14px rgb(0 0 0 / 0.16); padding: 0.4rem 0.65rem; font: 0.8rem/1.5 var(--sans); font-variant-numeric: tabular-nums; white-space: nowrap; }
.tooltip b { font-weight: 600; }
.tooltip span { display: flex; justify-content: space-between; gap: 1.2em; }
.tooltip i { font-style: normal; }
.tooltip i::before { content: ""; display: inline-block; width: 0.65em; height: 0.65em; border-radius: 50%; background: var(--series); margin-right: 0.5em; }

math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Noto Sans Math", "DejaVu Math TeX Gyre", math; }
.equation { display: flex; align-items: center; gap: 1rem; margin: 0.6rem 0; padding: 0.5rem 0; overflow-x: auto; overflow-y: hidden; }
.equation math { flex: 1; font-size: 1.12em; }
@media (max-width: 40rem) { .equation { gap: 0.3rem; } .equation math { font-size: 0.86em; } }
.equation-number { color: var(--muted); font-size: 0.9rem; }

.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.9rem 1.4rem; margin: 0 0 1.4rem; font-size: 0.9rem; line-height: 1.4; }
.facts dt { color: var(--muted); font-size: 0.8rem; }
.facts dd { margin: 0; }
.differences { margin: 0; }
.differences div { margin-bottom: 1rem; }
.differences dt { font-weight: 600; }
.differences dd { margin: 0.1rem 0 0; }
`;

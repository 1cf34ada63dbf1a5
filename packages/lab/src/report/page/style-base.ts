/** Colours, type and the frame of the page. */
export const baseStyle: string = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #15181c);
  --raised: light-dark(#f6f7f8, #1d2126);
  --ink: light-dark(#1c2024, #e8eaed);
  --muted: light-dark(#5b626b, #a4abb5);
  --line: light-dark(#dfe2e6, #2f353c);
  --grid: light-dark(#e6e8eb, #2c3138);
  --axis: light-dark(#9aa1aa, #6b727c);
  --link: light-dark(#0b5fa5, #7db8ee);
  --holds: light-dark(#146c43, #6fd1a0);
  --fails: light-dark(#a3261d, #f2978f);
  --in-part: light-dark(#1f5f8b, #86bde6);
  --inconclusive: light-dark(#7a5300, #e3b75c);
  --missing: light-dark(#5b626b, #a4abb5);
  --warning: light-dark(#8f3a08, #f0a05a);
  --warning-back: light-dark(#fdf1e7, #2e2117);
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", "Source Serif 4", "Noto Serif", Georgia, "Liberation Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1.0625rem/1.65 var(--serif); font-variant-numeric: lining-nums; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
h1, h2, h3 { font-family: var(--sans); line-height: 1.25; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 4.5vw, 2.4rem); font-weight: 700; letter-spacing: -0.015em; margin: 0 0 0.6rem; }
h2 { font-size: 1.45rem; letter-spacing: -0.01em; margin: 0 0 1rem; padding-top: 2.6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2.4rem 0 0.7rem; }
p { margin: 0 0 1rem; max-width: 44rem; text-wrap: pretty; }
code { font: 0.87em var(--mono); white-space: nowrap; }
pre code { white-space: pre; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.8rem 1rem; overflow-x: auto; font-size: 0.95rem; }
strong { font-weight: 650; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: 0.4rem 0.8rem; z-index: 9; }
.frame { max-width: 60rem; margin: 0 auto; padding: 2.6rem 1.25rem 5rem; }
header .by { font: 0.95rem/1.5 var(--sans); color: var(--muted); margin-bottom: 0; }
section { margin-top: 3.2rem; }
section:first-of-type { margin-top: 2rem; }
.contents { font: 0.875rem/1.45 var(--sans); margin: 1.4rem 0 0; }
.contents ol { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.35rem 1.2rem; }
.contents a { color: var(--muted); text-decoration: none; }
.contents a:hover, .contents a[aria-current] { color: var(--ink); text-decoration: underline; }
.theme { font: 0.85rem var(--sans); color: var(--muted); background: none; border: 1px solid var(--line); border-radius: 99px; padding: 0.3rem 0.85rem; margin-top: 1.2rem; cursor: pointer; }
.theme:hover { color: var(--ink); border-color: var(--axis); }
footer { margin-top: 4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); color: var(--muted); font: 0.875rem/1.5 var(--sans); }
@media (min-width: 82rem) {
  .frame { max-width: 80rem; display: grid; grid-template-columns: 14rem minmax(0, 60rem); grid-template-rows: auto 1fr; column-gap: 4rem; justify-content: center; }
  .side { grid-row: 1 / 3; }
  header, main { grid-column: 2; }
  .side { position: sticky; top: 2.6rem; align-self: start; max-height: calc(100vh - 4rem); overflow-y: auto; padding-top: 0.5rem; }
  .contents { margin: 0; }
  .contents ol { display: block; border-left: 1px solid var(--line); }
  .contents li a { display: block; padding: 0.3rem 0 0.3rem 1rem; margin-left: -1px; border-left: 2px solid transparent; }
  .contents a:hover, .contents a[aria-current] { text-decoration: none; border-left-color: var(--link); }
  .theme { margin-left: 1rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;

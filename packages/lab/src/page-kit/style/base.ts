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
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1.0625rem/1.6 var(--sans); font-variant-numeric: lining-nums; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 4.5vw, 2.4rem); font-weight: 700; letter-spacing: -0.015em; margin: 0 0 0.6rem; }
h2 { font-size: 1.45rem; letter-spacing: -0.01em; margin: 0 0 1rem; padding-top: 2.6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2.4rem 0 0.7rem; }
p { margin: 0 0 1rem; text-wrap: pretty; }
code { font: 0.87em var(--mono); white-space: nowrap; }
pre code { white-space: pre; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.8rem 1rem; overflow-x: auto; font-size: 0.95rem; }
strong { font-weight: 650; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: 0.4rem 0.8rem; z-index: 9; }
.frame { max-width: 62.5rem; margin: 0 auto; padding: 2.6rem 1.25rem 5rem; }
header .by { font-size: 0.95rem; line-height: 1.5; color: var(--muted); margin-bottom: 0; }
section { margin-top: 3.2rem; }
section:first-of-type { margin-top: 2rem; }
section:first-of-type h2 { border-top: 0; padding-top: 0; }
/* one line that stays at the top and scrolls by itself; beside the text where there is room */
.side { display: contents; }
.contents { position: sticky; top: 0; z-index: 6; background: var(--page); border-bottom: 1px solid var(--line); margin: 1rem -1.25rem 0; padding: 0 1.25rem; font-size: 0.875rem; line-height: 1.45; }
.contents ol { list-style: none; margin: 0; padding: 0; display: flex; gap: 1.2rem; overflow-x: auto; scrollbar-width: none; }
.contents a { display: block; padding: 0.6rem 0 0.5rem; border-bottom: 2px solid transparent; color: var(--muted); text-decoration: none; white-space: nowrap; }
.contents a:focus-visible { outline-offset: -3px; }
.contents a:hover, .contents a[aria-current] { color: var(--ink); border-bottom-color: var(--link); }
.contents a[aria-current] { font-weight: 600; }
.theme { font: 0.85rem var(--sans); color: var(--muted); background: none; border: 1px solid var(--line); border-radius: 99px; padding: 0.3rem 0.85rem; margin-top: 1rem; cursor: pointer; }
.theme:hover { color: var(--ink); border-color: var(--axis); }
footer { margin-top: 4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; line-height: 1.5; }
@media (min-width: 78rem) {
  html { scroll-padding-top: 1.5rem; }
  .frame { max-width: 78rem; display: grid; grid-template-columns: 13rem minmax(0, 60rem); grid-template-rows: auto 1fr; column-gap: 2.5rem; justify-content: center; }
  .side { display: flex; flex-direction: column; align-items: start; grid-row: 1 / 3; position: sticky; top: 2.6rem; align-self: start; max-height: calc(100vh - 4rem); overflow-y: auto; padding: 0.5rem 0.2rem; }
  header, main { grid-column: 2; }
  .contents { position: static; border: 0; margin: 0; padding: 0; }
  .contents ol { display: block; border-left: 1px solid var(--line); mask-image: none !important; overflow: visible; }
  .contents a { padding: 0.3rem 0 0.3rem 1rem; margin-left: -1px; border: 0; border-left: 2px solid transparent; white-space: normal; }
  .contents a:focus-visible { outline-offset: -2px; }
  .contents a:hover, .contents a[aria-current] { border-left-color: var(--link); }
  .theme { order: 2; margin-left: 1rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;

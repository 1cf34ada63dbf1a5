/**
 * On paper: light, no controls, nothing cut by a page's end, unfolded but for the lists of keys, which results.json
 * holds.
 */
export const printStyle: string = `
@media print {
  @page { margin: 18mm 16mm; }
  :root, :root[data-theme] { color-scheme: light; }
  html { font-size: 10pt; }
  body { font-size: 1rem; line-height: 1.5; }
  .frame { display: block; max-width: none; padding: 0; }
  .side, .theme, .skip, .downloads, th button::after { display: none; }
  section { margin-top: 1.6rem; }
  h2 { padding-top: 1.2rem; font-size: 15pt; }
  h2, h3, figcaption:first-child { break-after: avoid; }
  figure, .equation, .result, .tile, tr, .differences div { break-inside: avoid; }
  .picture, .table-frame { overflow: visible; mask-image: none !important; }
  .figure-list { display: none; }
  .picture svg { min-width: 0; max-width: 100%; }
  #figure-4 svg { max-width: 11cm; }
  table { font-size: 8.5pt; min-width: 60%; }
  table.wide { min-width: 100%; }
  th, td { padding-right: 0.7rem; }
  details .table { break-inside: auto; }
  .hash { font-size: 6.5pt; white-space: normal; overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; }
  summary { display: none; }
  .tiles { grid-template-columns: repeat(3, 1fr); }
  a { color: inherit; text-decoration: none; }
}
`;

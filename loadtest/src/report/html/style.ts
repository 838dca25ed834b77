// The look of report.html: the reader's own font, light or dark, from a phone to a projector, and on A4 paper.
import { languages } from '@scale-out-lab/core';

/** Only the article of the chosen language is shown. */
const switches = languages
  .map((each) => `#${each}:not(:checked) ~ article:lang(${each}) { display: none; }`)
  .join('\n');

/** A row becomes a card, each cell under the name of its column: no table is wider than a phone. */
const cards = `
  .table thead { position: absolute; clip-path: inset(50%); }
  .table :is(table, tbody, tr, th, td) { display: block; width: auto; }
  .table tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .table :is(tbody th, td) { border: 0; padding: 0; }
  .table td::before { content: attr(data-column) ': '; color: var(--quiet); }
`;

export const style = `
:root {
  color-scheme: light dark;
  --quiet: light-dark(#555, #aaa);
  --line: light-dark(#ccc, #444);
  --down: light-dark(#ccc, #484848);
  --measured: light-dark(#0b57a4, #7cb7ff);
  --bad: light-dark(#b3261e, #ff8a80);
}
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: Canvas; color: CanvasText;
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
article:lang(ko) { word-break: keep-all; }
article { margin-top: 1rem; }
h1, h2, h3 { line-height: 1.25; margin: 2rem 0 0.5rem; break-after: avoid; }
h1 { margin-top: 0; font-size: 1.75rem; }
p, ul, dl { max-width: 48rem; }
p, ul { margin: 0.5rem 0; }
ul { padding-left: 1.25rem; }
a { color: var(--measured); }
dt { font-weight: 600; }
dd { margin: 0 0 0.25rem 1rem; }
.quiet, figcaption { color: var(--quiet); }
.verdict { border: 2px solid; border-radius: 0.5rem; padding: 0.5rem 1rem; }
.verdict > p:first-of-type { font-size: 1.25rem; font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
thead th { vertical-align: bottom; border-bottom-width: 2px; }
tbody th { font-weight: 400; }
tr { break-inside: avoid; }
figure { margin: 1rem 0; }
.row { display: grid; grid-template-columns: 13rem 6rem 1fr 10rem; gap: 0 0.75rem; align-items: center;
  break-inside: avoid; font-variant-numeric: tabular-nums; font-size: 0.875rem; }
.row.strip { grid-template-columns: 12rem 1fr 22rem; margin: 2px 0; }
.row svg { width: 100%; display: block; overflow: visible; }
.axis { color: var(--quiet); }
.grid { stroke: var(--line); }
.prediction { fill: Canvas; stroke: currentColor; stroke-width: 1.5; }
.whisker { stroke: var(--measured); stroke-width: 2; }
.dot, .bar { fill: var(--measured); }
.bar-mark { stroke: Canvas; stroke-width: 2; }
.outage { fill: var(--down); }
.lost { fill: var(--bad); }
.alive { fill: none; stroke: currentColor; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.frame { fill: none; stroke: var(--line); vector-effect: non-scaling-stroke; }
summary { cursor: pointer; }
${switches}
@media (max-width: 44rem) {
  .row { grid-template-columns: 1fr auto; }
  .row.strip { grid-template-columns: 1fr; margin-bottom: 0.75rem; }
  .row.strip > span:last-child { order: 2; }
  .row > :is(svg, span:first-child) { grid-column: 1 / -1; }
  .row svg { order: 1; }
  .row.axis > span { display: none; }
  .row > span:empty { display: none; }
${cards}}
@media print {
  @page { size: A4; margin: 12mm; }
  :root { color-scheme: light; }
  body { padding: 0; max-width: none; font-size: 8.5pt; }
  input, label { display: none; }
  .row { grid-template-columns: 9rem 4.5rem 1fr 7rem; font-size: 7.5pt; }
  .row.strip { grid-template-columns: 8rem 1fr 15rem; }
  details > * { display: block; }
  details::details-content { content-visibility: visible; }
}
`;

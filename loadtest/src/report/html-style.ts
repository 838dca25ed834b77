// How report.html looks: the reader's own font and colours, light or dark, from a phone to a projector.

export const htmlStyle = `
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; margin: 2rem 0 0.5rem; }
h1 { margin-top: 0; }
p, ul { max-width: 48rem; }
ul { padding-left: 1.25rem; }
code { font-size: 0.9em; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid #8888; text-align: left; white-space: nowrap; }
th { vertical-align: bottom; white-space: normal; }
th:first-child, td:first-child { position: sticky; left: 0; padding-left: 0; background: Canvas; }
@media print { .wide { overflow: visible; } }
`.trimStart();

// report.html: report.md for a browser, in one file that needs no other, runs no script and fetches nothing.

import type { ReportDocument } from '@scale-out-lab/core/wire';
import { Marked } from 'marked';
import { renderMarkdown } from './markdown.js';

/** The reader's own font and colours, light or dark, from a phone to a projector. */
const style = `
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

export function renderHtml(document: ReportDocument): string {
  const title = `Load test report of ${document.environment.date}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
${style}</style>
</head>
<body>
<main>
${markdownToHtml(renderMarkdown(document))}</main>
</body>
</html>
`;
}

/** The tokenizer finds nothing: the source stays text. */
const notRead = () => undefined;

/**
 * Names of modes and reasons come from the server and are not trusted. So only the structure of Markdown is read: no HTML,
 * no link (`javascript:`), and no image, which the browser would fetch.
 */
const marked = new Marked({
  tokenizer: { html: notRead, tag: notRead, link: notRead, autolink: notRead, url: notRead, def: notRead },
  renderer: {
    // Escaped here: marked alone would leave `&lt;` as it is, and the browser would show `<`.
    text(token) {
      const inner = 'tokens' in token ? token.tokens : undefined;
      return inner ? this.parser.parseInline(inner) : escapeHtml(token.text);
    },
  },
});

/** All text is escaped, so each `<table>` is a table. Each scrolls on its own, with the keyboard too. */
function markdownToHtml(markdown: string): string {
  return marked
    .parse(markdown, { async: false })
    .replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

// report.html: report.md for a browser, in one file that needs no other, runs no script and asks nobody for anything.
import { Marked } from 'marked';
import type { ReportDocument } from '../model/report.js';
import { htmlStyle } from './html-style.js';
import { renderMarkdown } from './markdown.js';

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
${htmlStyle}</style>
</head>
<body>
<main>
${markdownToHtml(renderMarkdown(document))}</main>
</body>
</html>
`;
}

/** What is not a token of Markdown remains text. */
const notRead = () => undefined;

/**
 * A server names its modes and gives its reasons, and may have somebody else's words in them. So of Markdown only what
 * structures a text is read: no HTML, and nothing that has an address, neither a link (`javascript:`) nor an image,
 * which would be fetched.
 */
const marked = new Marked({
  tokenizer: { html: notRead, tag: notRead, link: notRead, autolink: notRead, url: notRead, def: notRead },
  renderer: {
    // Written out as it stands: marked alone would leave `&lt;` as it is, and the reader would see what nobody wrote.
    text(token) {
      const inner = 'tokens' in token ? token.tokens : undefined;
      return inner ? this.parser.parseInline(inner) : escapeHtml(token.text);
    },
  },
});

/** No text has a `<` of its own any more, so each `<table>` is a table: it scrolls by itself, by the keyboard too. */
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

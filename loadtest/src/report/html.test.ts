import { exactly } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { toFigure } from '../model/agreement.js';
import { makeReport, makeTrial } from '../testing/report.js';
import { renderHtml } from './html.js';

/** Every distinct tag, with its attributes. */
const tagsIn = (html: string) => [...new Set(html.match(/<[^>]*>/g))].sort();

/** A report with this text of a server in every section. */
function hostileReport(text: string): ReportDocument {
  const refused = { experiment: 'steady', mode: text, client: 'pinned', repeat: 1, reason: text } as const;
  const figures = [toFigure(text, text, exactly(0, text), 1, text)];
  const { environment, settings, trials } = makeReport();
  return makeReport({
    environment: { ...environment, instances: [text], versions: { [text]: text } },
    settings: { ...settings, modes: [text] },
    trials: [
      ...trials,
      makeTrial({ mode: text, agrees: false, disagreement: text }),
      makeTrial({ mode: text, experiment: 'revocation', figures }),
      makeTrial({ mode: text, experiment: 'crash', figures }),
    ],
    failedTrials: [refused],
    skipped: [{ experiment: 'scale-out', reason: text }],
  });
}

describe('report.html', () => {
  const html = renderHtml(makeReport());

  it('report.html is a document with a language, a title and a width that fits a phone', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">\n/);
    expect(html).toContain('<title>Load test report of 2026-11-23T19:15:02.123Z</title>');
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it('report.html has the tables of report.md, each of which scrolls on its own', () => {
    expect(html).toContain('<td>67.3 % (66.7) 66.7–68.0</td>');
    expect(html.match(/<table>/g)?.length).toBeGreaterThan(5);
    expect(html.match(/<table>/g)).toHaveLength(
      html.match(/<div class="wide" tabindex="0"><table>/g)?.length ?? 0,
    );
    expect(html).toContain('only if its answer names the right user');
    expect(html).toContain('<code>ok</code>');
  });

  it('report.html runs no script, fetches nothing, and forbids both by its policy', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\ssrc=|\shref=/i);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});

describe('text of a server', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '</td></table><svg/onload=alert(1)>',
    '</style></title></main><iframe srcdoc="x">',
    '<!-- ',
    '<https://evil.example>',
    'https://evil.example www.evil.example me@evil.example',
    '[click](javascript:alert(1))',
    '![pixel](https://evil.example/pixel.png)',
    '[click][here] [here]: javascript:alert(1)',
    '\n\n[here]: javascript:alert(1)\n\n[here]\n\n<b onclick="alert(1)">\n\n',
    '`<script>` \\<script> &lt;script&gt; &#60;script&#62;',
    '\u0000<script>',
  ])('text of a server does not become HTML: %j', (text) => {
    const harmless = tagsIn(renderHtml(hostileReport('harmless, *em*, `code`')));
    expect(tagsIn(renderHtml(hostileReport(text))).filter((tag) => !harmless.includes(tag))).toEqual([]);
  });

  it('text of a server is shown unchanged, in a cell and in a sentence', () => {
    const html = renderHtml(hostileReport('<b>R&D</b> &lt; [x](y)'));
    const shown = '&lt;b&gt;R&amp;D&lt;/b&gt; &amp;lt; [x](y)';
    expect(html).toContain(`<td>${shown}</td>`);
    expect(html).toContain(`✗ ${shown}, pinned, repeat 1: ${shown}</li>`);
  });
});

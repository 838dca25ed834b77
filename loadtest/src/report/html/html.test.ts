import { exactly } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { toFigure } from '../../model/agreement.js';
import { makeReport, makeTrial } from '../../testing/report.js';
import { renderHtml } from './html.js';

/** Every distinct tag, with its attributes; the two that hold a text of a server end at the next quotation mark. */
const tagsIn = (html: string) =>
  [...new Set(html.replaceAll(/ (data-column|aria-label)="[^"]*"/g, ' $1').match(/<[^>]*>/g))].sort();

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
  const articleIn = (page: string, language: string) =>
    page.match(new RegExp(`<article lang="${language}">.*?</article>`, 's'))?.[0] ?? '';
  const english = articleIn(html, 'en');
  const korean = articleIn(html, 'ko');

  it('report.html is a document with a language, a title and a width that fits a phone', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<title>Load test report of 2026-11-23T19:15:02.123Z</title>');
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1"/>');
  });

  it('report.html has an article in each language, and shows the requested one', () => {
    expect(english.match(/<h1>/g)).toHaveLength(1);
    expect(english).not.toMatch(/\p{Script=Hangul}/u);
    expect(korean).toContain('<h2>스코어카드</h2>');
    expect(html).toMatch(/id="en" checked/);
    expect(renderHtml(makeReport(), 'ko')).toMatch(/<html lang="ko">.*id="ko" checked/s);
    for (const heading of korean.match(/<h2>.*?<\/h2>/g) ?? []) {
      expect(heading).toMatch(/\p{Script=Hangul}/u);
    }
  });

  it('report.html begins with the verdict, the number of instances, the date and the versions', () => {
    const header = /<header>.*<\/header>/s.exec(english)?.[0];
    expect(header).toContain('N = 3 instances, 2 modes, 6 trials');
    expect(header).toContain('2026-11-23 19:15 (UTC)');
    expect(header).toContain('nginx 1.22.1');
    expect(header).toContain('4 of 6 trials agree with the prediction, 2 disagree.');
    expect(header).toContain('<strong>These modes lose nothing:</strong> jwt-shared-key.');
    expect(header).toContain('session-memory (at worst 68.0%)');
    expect(header).toContain('<li class="bad">✗ session-memory, browser, repeat 1: Too lucky.</li>');
  });

  it('each entry of the contents leads to a section', () => {
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(16);
    for (const id of targets) expect(html).toContain(`<section id="${id}">`);
  });

  it('no table has more than seven columns, so that none is cut off on paper', () => {
    const heads = html.match(/<thead>.*?<\/thead>/gs) ?? [];
    expect(heads.length).toBeGreaterThan(10);
    expect(Math.max(...heads.map((head) => head.match(/<th /g)?.length ?? 0))).toBeLessThanOrEqual(7);
    expect(english).toContain('67.3% (66.7) / 66.7–68.0</td>');
  });

  it('each cell names its column, which a phone shows, and each column is explained', () => {
    expect(english).toContain('<td data-column="pinned">');
    const columns = ['pinned', 'browser', 'p99 ms', 'ok/s', 'revocation'];
    for (const column of [...columns, 'crash', 'log-out miss'])
      expect(english).toContain(`<dt>${column}</dt>`);
    for (const column of [...columns, '강제 종료', '로그아웃 거부'])
      expect(korean).toContain(`<dt>${column}</dt>`);
  });

  it('report.html runs no script, fetches nothing, and forbids both by its policy', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\ssrc=|\shref="[^#]/i);
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
    const shown = '&lt;b>R&amp;D&lt;/b> &amp;lt; [x](y)';
    expect(html).toContain(`<th scope="row">${shown}</th>`);
    expect(html).toContain(`✗ ${shown}, pinned, repeat 1: ${shown}</li>`);
  });
});

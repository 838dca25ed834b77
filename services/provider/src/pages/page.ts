// A page of the provider: plain HTML without a script, and the headers that keep other pages out of it.
import { createHash } from 'node:crypto';
import type { Language } from '@scale-out-lab/core';
import { texts } from './texts.js';

/** Text that has been escaped, or written here. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | Html | readonly Html[];

/** A template that escapes its parts, unless they are Html themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(render)));
}

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part !== 'string') return part.map(render).join('');
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return part.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

const style = `
:root { color-scheme: light dark; font: 1.1rem/1.5 system-ui, sans-serif; }
body { max-width: 26rem; margin: 10vh auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
form { display: grid; gap: 1rem; }
label { display: grid; gap: .25rem; }
input, button { font: inherit; padding: .5rem .75rem; }
.problem { border-left: .3rem solid #d55e00; padding-left: .75rem; }
footer { margin-top: 3rem; font-size: .85rem; opacity: .8; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

interface Page {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  readonly instanceId: string;
}

export function renderPage({ language, title, body, instanceId }: Page): string {
  const { provider, servedBy } = texts[language];
  return html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${new Html(style)}</style>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>${provider} · ${servedBy(instanceId)}</footer>
</html>
`.text;
}

/**
 * @param redirectUri to which the answer to a form may redirect, besides the provider's own URLs: browsers apply `form-action`
 *   to redirects too
 */
export function pageHeaders(redirectUri?: string): Readonly<Record<string, string>> {
  const formAction = ["form-action 'self'", ...(redirectUri ? [sourceOf(redirectUri)] : [])].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    'x-frame-options': 'DENY',
    // With `no-referrer`, browsers would send `Origin: null` with a form, as another site might.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

/** The origin; for an address of IPv6 its scheme, because a Content-Security-Policy has no form for such a host (CSP 3 §2.3.1). */
function sourceOf(uri: string): string {
  const { origin, protocol, hostname } = new URL(uri);
  return hostname.startsWith('[') ? protocol : origin;
}

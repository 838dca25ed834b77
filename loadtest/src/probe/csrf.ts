// The CSRF token: from a page, in a hidden field, a `<meta>` or a member of JSON, and the request that carries it.
import type { Headers, HttpRequest } from '../http/connection.js';
import { type Answer, jsonBody } from '../model/answer.js';
import type { ProbePlan } from './plan.js';
import { memberOf } from './proof.js';
import { toBody, type WrittenRequest } from './request.js';

/** A request with its token in a header or in a field, and with the origin that frameworks check against cross-site requests. */
export function withCsrfToken(
  { url, csrf, csrfHeader }: ProbePlan,
  { method, body: written }: WrittenRequest,
  token: string | undefined,
  more: Headers = {},
): Omit<HttpRequest, 'path'> {
  const inHeader = csrfHeader !== undefined && token !== undefined;
  const inField = !inHeader && csrf !== undefined && token !== undefined && method !== 'GET';
  const { headers, body } = toBody(written, inField ? { [csrf.field]: token } : {});
  const carried = { ...headers, ...more, ...(method !== 'GET' && { origin: url.origin }) };
  // A copied log-in has an older token under the same name.
  const named = inHeader ? { ...carried, [csrfHeader.toLowerCase()]: token } : carried;
  return { method, headers: named, body };
}

/** The value of a hidden field, of a `<meta>`, or of a member of a JSON body. */
export function findCsrfToken(answer: Answer, field: string): string | undefined {
  const member = memberOf(jsonBody(answer), field);
  if (typeof member === 'string') return member;
  const tags = answer.body.match(/<(?:input|meta)\b[^>]*>/gi) ?? [];
  const attribute = (tag: string, name: string) =>
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i')
      .exec(tag)
      ?.slice(1)
      .find((each) => each !== undefined);
  const tag = tags.find((each) => attribute(each, 'name') === field);
  return tag && decodeEntities(attribute(tag, 'value') ?? attribute(tag, 'content') ?? '');
}

/** The entities that a template escapes. */
function decodeEntities(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (entity, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (named[name] ?? entity);
  });
}

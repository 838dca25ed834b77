// The CSRF token that a page gives: a hidden field, a `<meta>`, or a member of JSON.
import { type Answer, jsonBody } from '../model/answer.js';
import { memberOf } from './proof.js';

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

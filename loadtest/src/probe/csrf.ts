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
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&#x3D;': '=',
    '&#43;': '+',
  };
  return text.replaceAll(/&[#\w]+;/g, (entity) => entities[entity] ?? entity);
}

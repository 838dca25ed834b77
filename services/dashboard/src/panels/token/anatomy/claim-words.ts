// What each header field and claim means, in the language of the view.
import { tokenTexts } from '../texts.js';

/** Of a name that nobody here has given a meaning, nothing. */
export function meaningOf(name: string): string {
  const known: Readonly<Record<string, string>> = tokenTexts().meanings;
  return Object.hasOwn(known, name) ? (known[name] ?? '') : '';
}

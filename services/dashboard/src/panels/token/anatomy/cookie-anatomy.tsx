// A session cookie: an ID that means nothing by itself, whose it is, and a signature.

import { view } from '../../../state/view.js';
import { tokenTexts } from '../texts.js';
import { Parts } from './parts.js';
import { cookieParts, split } from './split.js';
import { formatDate } from './times.js';

interface CookieAnatomyProps {
  readonly value: string;
  readonly expiresAt: string | null;
}

export function CookieAnatomy({ value, expiresAt }: CookieAnatomyProps) {
  const t = tokenTexts().cookie;
  const parts = split(value, cookieParts);
  if (!parts) return <p>{t.unreadable}</p>;
  return (
    <>
      <Parts parts={parts} names={cookieParts} labels={t.parts} />
      <p>{t.closed}</p>
      <ul class="token-notes">
        {cookieParts.map((name) => (
          <li key={name}>
            <b>{t.parts[name]}</b> {t[name]}
          </li>
        ))}
      </ul>
      {expiresAt && <p class="hint">{t.expires(formatDate(new Date(expiresAt), view.value.language))}</p>}
    </>
  );
}

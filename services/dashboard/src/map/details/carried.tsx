// The header that carried the credential, as it was sent: short, and whole for whoever wants to see it.
import type { Credential, Exchange } from '@scale-out-lab/core/wire';
import { mapTexts } from '../texts.js';
import { shorten } from './shorten.js';

const longest = 44;

export function Carried({ exchange }: { exchange: Exchange }) {
  const t = mapTexts().carried;
  const { credential, kind } = exchange;
  if (!credential) return <p>{t.nothing}</p>;
  const { header, text } = credential;
  const start = `${header}: ${startOf(credential, exchange)}`;
  const hasRefresh = credential.refreshToken !== null && kind !== 'me' && kind !== 'login';
  return (
    <>
      <p>
        <code>
          {start}
          {shorten(text, longest)}
        </code>
      </p>
      {hasRefresh && (
        <p>
          {t.refresh} <code>{shorten(credential.refreshToken ?? '', longest / 2)}</code>
        </p>
      )}
      {text.length > longest && (
        <details>
          <summary>{t.whole}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
          <pre tabIndex={0}>{start + text}</pre>
        </details>
      )}
    </>
  );
}

/** What stands before the credential itself. */
function startOf({ kind, text }: Credential, { mode }: Exchange): string {
  if (kind === 'jwt') return 'Bearer ';
  return text.startsWith('sid-') ? '' : `sid-${mode}=`;
}

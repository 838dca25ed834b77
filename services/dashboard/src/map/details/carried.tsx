// The header that carried the credential, as it was sent: short, and whole for whoever wants to see it.
import type { Credential, Exchange } from '../../contract.js';
import { defineTexts } from '../../i18n/texts.js';
import { shorten } from './shorten.js';

const longest = 56;

const texts = defineTexts(
  { nothing: 'no credential', whole: 'The whole header', refresh: 'and the refresh token' },
  { nothing: '자격 증명 없음', whole: '헤더 전체', refresh: '그리고 리프레시 토큰' },
);

export function Carried({ exchange }: { exchange: Exchange }) {
  const t = texts();
  const { credential, kind } = exchange;
  if (!credential) return <p>{t.nothing}</p>;
  const header = `${credential.header}: ${valueIn(credential, exchange)}`;
  const hasRefresh = credential.refreshToken !== null && kind !== 'me' && kind !== 'login';
  return (
    <>
      <p>
        <code>{shorten(header, longest)}</code>
      </p>
      {hasRefresh && (
        <p>
          {t.refresh} <code>{shorten(credential.refreshToken ?? '', longest / 2)}</code>
        </p>
      )}
      {header.length > longest && (
        <details>
          <summary>{t.whole}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
          <pre tabIndex={0}>{header}</pre>
        </details>
      )}
    </>
  );
}

function valueIn({ kind, text }: Credential, { mode }: Exchange): string {
  return kind === 'jwt' ? `Bearer ${text}` : text.startsWith('sid-') ? text : `sid-${mode}=${text}`;
}

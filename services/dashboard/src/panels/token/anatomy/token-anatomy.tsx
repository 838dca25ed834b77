// A token: what it looks like, what it says, and until when.
import { tokenTexts } from '../texts.js';
import { ClaimTable } from './claim-table.js';
import { timeIn } from './claims.js';
import { Countdown } from './countdown.js';
import { decodeJson } from './decode.js';
import { Parts } from './parts.js';
import { split, tokenParts } from './split.js';

export function TokenAnatomy({ token }: { readonly token: string }) {
  const t = tokenTexts().token;
  const parts = split(token, tokenParts);
  if (!parts) return <p>{t.unreadable}</p>;
  const header = decodeJson(parts.header);
  const claims = decodeJson(parts.payload);
  const from = timeIn('iat', claims?.iat);
  const until = timeIn('exp', claims?.exp);
  return (
    <>
      <Parts parts={parts} names={tokenParts} labels={t.parts} />
      <p>{t.open}</p>
      {from && until && <Countdown from={from} until={until} />}
      {header && <ClaimTable part="header" caption={t.headerFields} fields={header} />}
      {claims && <ClaimTable part="payload" caption={t.claims} fields={claims} />}
    </>
  );
}

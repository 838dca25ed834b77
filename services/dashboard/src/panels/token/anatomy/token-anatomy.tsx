// A token: what it looks like, what it says, and until when.
import { defineTexts } from '../../../i18n/texts.js';
import { ClaimTable } from './claim-table.js';
import { timeIn } from './claims.js';
import { Countdown } from './countdown.js';
import { decodeJson } from './decode.js';
import { Parts } from './parts.js';
import { split, tokenParts } from './split.js';

const texts = defineTexts(
  {
    parts: { header: 'Header', payload: 'Payload', signature: 'Signature' },
    open: 'Signed, not encrypted: whoever has it can read all of it, as this page does without asking anyone. Only the signature cannot be made without the key.',
    headerFields: 'Header: how it is signed',
    claims: 'Payload: the claims',
    unreadable: 'This is not a token in compact form.',
  },
  {
    parts: { header: '헤더', payload: '페이로드', signature: '서명' },
    open: '서명되었을 뿐 암호화되지 않았습니다. 토큰을 가진 사람은 누구나 전부 읽을 수 있고, 이 페이지도 아무에게도 묻지 않고 읽었습니다. 키 없이는 서명만 만들 수 없습니다.',
    headerFields: '헤더: 서명 방법',
    claims: '페이로드: 클레임',
    unreadable: '압축 형식(compact)의 토큰이 아닙니다.',
  },
);

export function TokenAnatomy({ token }: { readonly token: string }) {
  const t = texts();
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

// A session cookie: an ID that means nothing by itself, whose it is, and a signature.
import { defineTexts } from '../../../i18n/texts.js';
import { view } from '../../../view/index.js';
import { Parts } from './parts.js';
import { cookieParts, split } from './split.js';
import { formatDate } from './times.js';

const texts = defineTexts(
  {
    parts: { id: 'Session ID', instance: 'Instance', signature: 'Signature' },
    closed: 'Nothing in it can be read: who is logged in stands where the session is kept, on the server.',
    id: 'Random, 24 bytes: it cannot be guessed, and it means nothing without the session store.',
    instance:
      'The instance that made it, after the dot, as servlet containers do (jvmRoute). Only so that the lab can say whose it is.',
    signature:
      'Keeps made-up IDs away from the store. It needs the cookie’s secret, which instances may share or not.',
    expires: (date: string) => `The session ends on ${date}, unless it is ended before.`,
    unreadable: 'This is not a cookie that the lab sets.',
  },
  {
    parts: { id: '세션 ID', instance: '인스턴스', signature: '서명' },
    closed: '읽을 수 있는 내용이 없습니다. 누가 로그인했는지는 서버의 세션 저장소에 있습니다.',
    id: '24바이트 난수입니다. 추측할 수 없고, 세션 저장소 없이는 아무 의미가 없습니다.',
    instance:
      '점 뒤는 세션을 만든 인스턴스입니다. 서블릿 컨테이너의 jvmRoute와 같으며, 누구의 것인지 설명하는 데에만 쓰입니다.',
    signature:
      '지어낸 ID가 저장소까지 가지 못하게 막습니다. 쿠키 비밀 키가 필요하며, 인스턴스끼리 공유할 수도 있고 아닐 수도 있습니다.',
    expires: (date) => `먼저 끝내지 않으면 세션은 ${date}에 끝납니다.`,
    unreadable: '랩이 설정하는 쿠키가 아닙니다.',
  },
);

interface CookieAnatomyProps {
  readonly value: string;
  readonly expiresAt: string | null;
}

export function CookieAnatomy({ value, expiresAt }: CookieAnatomyProps) {
  const t = texts();
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

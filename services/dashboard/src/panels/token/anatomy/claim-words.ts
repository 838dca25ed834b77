// What each header field and claim means, in the language of the view.
import { defineTexts } from '../../../i18n/texts.js';

const modeClaim = 'https://scale-out-lab.example/claims/mode';

const texts = defineTexts(
  {
    alg: 'How it was signed. An instance accepts only the one it expects, whatever stands here.',
    typ: 'What it is: an access token (RFC 9068), not any other JWT.',
    kid: 'The name of the key that signed it, so that the right one is tried.',
    iss: 'Who issued it.',
    sub: 'Whom it speaks for.',
    aud: 'Whom it is for: this mode’s API. Another refuses it.',
    exp: 'From then on it is refused.',
    nbf: 'Before then it is refused. A little early, since clocks differ.',
    iat: 'When it was issued.',
    jti: 'Its own name, by which it can be revoked.',
    sid: 'The log-in that it belongs to, one of whose tokens it is.',
    client_id: 'The client that it was issued to (RFC 9068): the lab’s own pages.',
    [modeClaim]: 'The mode, under a name that nobody else uses.',
    username: 'The name to show.',
    issued_by: 'The instance that issued it.',
  },
  {
    alg: '서명한 방법입니다. 여기에 무엇이 적혀 있든 인스턴스는 기대하는 알고리즘만 받아들입니다.',
    typ: '종류입니다. 다른 JWT가 아니라 액세스 토큰(RFC 9068)입니다.',
    kid: '서명한 키의 이름입니다. 어느 키로 검증할지 알려 줍니다.',
    iss: '발급자입니다.',
    sub: '누구를 위한 토큰인지 나타냅니다.',
    aud: '받을 대상입니다. 이 모드의 API만 해당하며 다른 모드는 거부합니다.',
    exp: '이 시각부터 거부됩니다.',
    nbf: '이 시각 전에는 거부됩니다. 시계 오차를 감안해 조금 이르게 정합니다.',
    iat: '발급한 시각입니다.',
    jti: '토큰 자신의 이름입니다. 이 이름으로 폐기할 수 있습니다.',
    sid: '이 토큰이 속한 로그인입니다. 한 로그인에 토큰이 여러 개 있습니다.',
    client_id: '토큰을 발급받은 클라이언트입니다(RFC 9068). 여기서는 실습 페이지 자체입니다.',
    [modeClaim]: '모드입니다. 아무도 쓰지 않는 이름(URI)을 붙였습니다.',
    username: '화면에 표시할 이름입니다.',
    issued_by: '토큰을 발급한 인스턴스입니다.',
  },
);

/** Of a name that nobody here has given a meaning, nothing. */
export function meaningOf(name: string): string {
  const known: Readonly<Record<string, string>> = texts();
  return Object.hasOwn(known, name) ? (known[name] ?? '') : '';
}

// What the server did with a log-out, in the language of the view: whether a copy of the credential would still work.
import { logOutReach, type Mode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { explainExchange } from '../../words/reason.js';

const texts = defineTexts(
  {
    'every-instance': (by: string) => `${by} revoked it: every instance refuses a copy from now on.`,
    'one-instance': (by: string) =>
      `${by} revoked it in its own memory: the other instances still accept a copy.`,
    nowhere: (by: string) => `${by} revoked nothing: a copy of the token works until it expires.`,
    renewal: (by: string) =>
      `${by} revoked the refresh token: a copy of the access token works until it expires, and cannot be renewed.`,
    refused: (why: string) => `The log-out was lost and revoked nothing. ${why}`,
  },
  {
    'every-instance': (by) => `${by}에서 폐기했습니다. 이제 모든 인스턴스가 사본을 거부합니다.`,
    'one-instance': (by) => `${by}의 메모리에서만 폐기했습니다. 다른 인스턴스는 사본을 계속 받아들입니다.`,
    nowhere: (by) => `${by}에서 폐기한 것이 없습니다. 토큰 사본은 만료될 때까지 통합니다.`,
    renewal: (by) =>
      `${by}에서 리프레시 토큰을 폐기했습니다. 액세스 토큰 사본은 만료될 때까지 통하지만 갱신할 수 없습니다.`,
    refused: (why) => `로그아웃이 실패하여 아무것도 폐기되지 않았습니다. ${why}`,
  },
);

export function whatLogOutDid(mode: Mode, logOut: Exchange): string {
  const t = texts();
  if (logOut.status !== 200) return t.refused(explainExchange(logOut));
  return t[mode.refresh ? 'renewal' : logOutReach(mode)](logOut.servedBy ?? '?');
}

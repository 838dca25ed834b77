// Step 6: a token is not portable by itself.
import { predictFailureRate } from '@scale-out-lab/core';
import { hasAsked, hasLoggedIn, wasRefused } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'jwt-own-keys';

export const tokenNotPortable = defineStep({
  name: 'token-not-portable',
  minutes: 4,
  mode,
  panel: 'journey',
  tasks: {
    logIn: { isDone: hasLoggedIn(mode) },
    ask: { isDone: hasAsked(mode, 10) },
    lose: { isDone: wasRefused(mode, 'bad-signature') },
  },
  predict: (instances) => ({
    instances,
    lost: predictFailureRate(modeNamed(mode), 'pinned', { instances, requestsPerUser: 10 }),
  }),
  words: {
    en: {
      title: 'A token is not portable by itself',
      tasks: {
        logIn: 'Log in: this time the answer is a signed token, and no server remembers it.',
        ask: 'Send 10 requests.',
        lose: 'Find a request that was refused for its signature.',
      },
      question: 'JWT is stateless. So how many of the 10 are lost?',
      answer: ({ instances, lost }) =>
        `${percent(lost)}, exactly as with sessions in memory: each of the ${instances} instances signs with a secret of its own and can check only that.`,
      lesson:
        'What has to be shared is no longer the session but the key. A token without a shared key is a session in disguise.',
    },
    ko: {
      title: '토큰이라고 저절로 통하지는 않는다',
      tasks: {
        logIn: '로그인하세요. 이번 응답은 서명된 토큰이고, 어느 서버도 기억하지 않습니다.',
        ask: '요청을 10번 보내세요.',
        lose: '서명 때문에 거부된 요청을 찾으세요.',
      },
      question: 'JWT는 상태가 없다고 합니다. 그렇다면 10번 중 몇 번 실패합니까?',
      answer: ({ instances, lost }) =>
        `${percent(lost)}, 메모리 세션과 똑같습니다. 인스턴스 ${instances}대가 저마다 자기 비밀 키로 서명하고, 그 서명만 검증할 수 있습니다.`,
      lesson:
        '공유해야 하는 것이 세션에서 키로 바뀌었을 뿐입니다. 키를 공유하지 않는 토큰은 모습만 바꾼 세션입니다.',
    },
  },
});

// Step 8: everybody can read a token, nobody can change it.
import { predictForgery, predictReadableClaims } from '@scale-out-lab/core';
import { hasLoggedIn, hasTampered } from '../checks.js';
import { defineStep, modeNamed } from '../step.js';

const mode = 'jwt-shared-key';

export const whatATokenSays = defineStep({
  name: 'what-a-token-says',
  minutes: 5,
  mode,
  panel: 'token',
  tasks: {
    logIn: { isDone: hasLoggedIn(mode) },
    tamper: { isDone: hasTampered(mode) },
  },
  predict: () => ({
    claims: predictReadableClaims(modeNamed(mode)).predicted[0],
    ofSession: predictReadableClaims(modeNamed('session-memory')).predicted[0],
    accepted: predictForgery({ classes: 1, isKeyKnown: false }).accepted.predicted[0],
  }),
  words: {
    en: {
      title: 'What a token says',
      tasks: {
        logIn: 'Log in, then read the claims of the token: whose it is, for whom, until when.',
        tamper: 'Change the payload, and send it to each instance.',
      },
      question:
        'What can somebody read in it who has no key? How many instances accept it once it is changed?',
      answer: ({ claims, ofSession, accepted }) =>
        `All ${claims} claims, as base64url is no encryption; in a session ID ${ofSession}. Changed, it is accepted by ${accepted}: the signature no longer fits.`,
      lesson:
        'A signature says who wrote it, and hides nothing. No secrets go into a token, and no token into a log.',
    },
    ko: {
      title: '토큰이 말하는 것',
      tasks: {
        logIn: '로그인한 뒤 토큰의 클레임을 읽으세요. 누구의 것이고, 누구에게 쓰며, 언제까지입니까?',
        tamper: '페이로드를 고쳐서 모든 인스턴스에 보내세요.',
      },
      question: '키가 없는 사람은 무엇을 읽을 수 있습니까? 고친 토큰은 몇 대가 받아들입니까?',
      answer: ({ claims, ofSession, accepted }) =>
        `클레임 ${claims}개를 모두 읽습니다. base64url은 암호화가 아닙니다. 세션 ID에서는 ${ofSession}개입니다. 고친 토큰은 ${accepted}대가 받아들입니다. 서명이 맞지 않기 때문입니다.`,
      lesson:
        '서명은 누가 썼는지 보증할 뿐 아무것도 숨기지 않습니다. 토큰에 비밀을 넣지 말고, 로그에 토큰을 남기지 마세요.',
    },
  },
});

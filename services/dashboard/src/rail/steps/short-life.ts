// Step 10: a token that dies soon, and another that renews it.
import { predictCopyLife, predictRefreshesAfterLogOut } from '@scale-out-lab/core';
import { copyWas, wasRefused, wasRenewed } from '../checks.js';
import { defineStep, modeNamed } from '../step.js';

const mode = 'jwt-refresh';
/** As the lab is configured unless somebody says otherwise (`ACCESS_TTL`). */
const lifeSeconds = 5;

export const shortLife = defineStep({
  name: 'short-life',
  minutes: 5,
  mode,
  panel: 'theft',
  tasks: {
    renew: { isDone: wasRenewed(mode), panel: 'journey' },
    lives: { isDone: copyWas('accepted', mode) },
    dies: { isDone: wasRefused(mode, 'expired') },
  },
  predict: (instances) => ({
    seconds: predictCopyLife(modeNamed(mode), { instances, lifeSeconds, clockSpreadSeconds: 0 }).predicted[1],
    renewed: predictRefreshesAfterLogOut().predicted[0],
  }),
  words: {
    en: {
      title: 'A short life, renewed',
      tasks: {
        renew:
          'Log in, send a request, wait three seconds, send another: the client renews its token by itself.',
        lives: 'Copy the credential, log out, replay the copy: it works for a moment.',
        dies: 'Go on until it is refused as expired.',
      },
      question: 'How long does the copy work after the log-out? Can the thief renew it?',
      answer: ({ seconds, renewed }) =>
        `For ${seconds} s at most, as long as an access token lives here (ACCESS_TTL). Renewals of the copy that are granted after the log-out: ${renewed}.`,
      lesson:
        'The store is asked once in a while, not at each request: a theft is bounded by the life of the token, and rotation notices a spent refresh token that comes back after its grace.',
    },
    ko: {
      title: '짧은 수명과 갱신',
      tasks: {
        renew: '로그인해서 요청을 보내고, 3초 뒤 다시 보내세요. 클라이언트가 스스로 토큰을 갱신합니다.',
        lives: '자격 증명을 복사하고 로그아웃한 뒤 사본을 보내세요. 잠깐 동안은 통합니다.',
        dies: '만료로 거부될 때까지 계속 보내세요.',
      },
      question: '로그아웃한 뒤 사본은 얼마나 오래 통합니까? 도둑이 갱신할 수 있습니까?',
      answer: ({ seconds, renewed }) =>
        `길어야 ${seconds}초, 여기서 액세스 토큰이 사는 시간(ACCESS_TTL)입니다. 로그아웃 뒤 받아들여지는 사본의 갱신은 ${renewed}번입니다.`,
      lesson:
        '저장소에는 요청마다가 아니라 가끔만 묻습니다. 도난의 피해는 토큰의 수명으로 제한되고, 회전은 이미 쓴 리프레시 토큰이 유예 시간이 지나 다시 오면 알아챕니다.',
    },
  },
});

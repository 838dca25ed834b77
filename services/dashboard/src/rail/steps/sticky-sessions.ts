// Step 4: affinity hides the problem, until the instance dies.
import { predictFailureRate, predictLoggedOutByRestart } from '@scale-out-lab/core';
import { happened, wasAccepted, wasRefused } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'session-sticky';

export const stickySessions = defineStep({
  name: 'sticky-sessions',
  minutes: 6,
  mode,
  panel: 'journey',
  tasks: {
    ask: { isDone: wasAccepted(mode, 10) },
    crash: { isDone: happened('crash', 'died'), panel: 'break' },
    lose: { isDone: wasRefused(mode, 'unknown-session') },
  },
  predict: (instances) => {
    const conditions = { instances, requestsPerUser: 10 };
    const oneOfThem = { members: instances, issuedByLost: 1, loggedOut: 0 };
    return {
      lost: predictFailureRate(modeNamed(mode), 'pinned', conditions),
      loggedOut: predictLoggedOutByRestart(modeNamed(mode), oneOfThem).predicted[0],
    };
  },
  words: {
    en: {
      title: 'Sticky sessions',
      tasks: {
        ask: 'Log in and send 10 requests: all are answered by one instance.',
        crash: 'Crash that instance.',
        lose: 'Send a request again: the user is logged out.',
      },
      question: 'How many of the 10 are lost now? And who is logged out when the instance crashes?',
      answer: ({ lost, loggedOut }) =>
        `${percent(lost)} while nothing is broken. When an instance ends, ${percent(loggedOut)} of those whom it had logged in: their sessions were in its memory. The others notice nothing.`,
      lesson:
        'Session affinity makes the symptom disappear and leaves the cause: each deployment, crash or scale-in logs people out.',
    },
    ko: {
      title: '스티키 세션',
      tasks: {
        ask: '로그인하고 요청을 10번 보내세요. 모두 한 인스턴스가 응답합니다.',
        crash: '그 인스턴스를 강제 종료하세요.',
        lose: '다시 요청을 보내세요. 로그아웃되어 있습니다.',
      },
      question: '이제 10번 중 몇 번 실패합니까? 인스턴스가 죽으면 누가 로그아웃됩니까?',
      answer: ({ lost, loggedOut }) =>
        `장애가 없으면 ${percent(lost)}입니다. 인스턴스가 끝나면 그 인스턴스에서 로그인한 사용자의 ${percent(loggedOut)}가 로그아웃됩니다. 세션이 그 메모리에 있었기 때문입니다. 나머지 사용자는 아무것도 느끼지 못합니다.`,
      lesson:
        '세션 어피니티는 증상만 없애고 원인은 남깁니다. 배포, 장애, 스케일 인이 있을 때마다 누군가 로그아웃됩니다.',
    },
  },
});

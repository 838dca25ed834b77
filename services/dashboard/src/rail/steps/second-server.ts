// Step 2: a second server, which knows nothing of the session.
import { predictFailureRate } from '@scale-out-lab/core';
import { hasAsked, isRefusalRead, wasRefused } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'session-memory';

export const secondServer = defineStep({
  name: 'second-server',
  minutes: 5,
  mode,
  panel: 'journey',
  tasks: {
    ask: { isDone: hasAsked(mode, 10) },
    lose: { isDone: wasRefused(mode) },
    read: { isDone: isRefusalRead(mode) },
  },
  predict: (instances) => {
    const conditions = { instances, requestsPerUser: 10 };
    return {
      pinned: predictFailureRate(modeNamed(mode), 'pinned', conditions),
      browser: predictFailureRate(modeNamed(mode), 'browser', conditions),
    };
  },
  words: {
    en: {
      title: 'A second server',
      tasks: {
        ask: 'Send 10 requests as a logged-in user.',
        lose: 'See some of them refused, although the user had logged in.',
        read: 'Choose a refused request, and read who issued the session and who was asked for it.',
      },
      question: 'How many of the 10 are refused? And if the visitor is a browser that honours Set-Cookie?',
      answer: ({ pinned, browser }) =>
        `${percent(pinned)} on average where the cookie is kept; ${percent(browser)} for a browser: the first instance that does not know the session clears the cookie, and the user is logged out for good.`,
      lesson:
        'The balancer spreads requests, the sessions stay where they are. Adding servers made a working application fail.',
    },
    ko: {
      title: '두 번째 서버',
      tasks: {
        ask: '로그인한 사용자로 요청을 10번 보내세요.',
        lose: '로그인했는데도 거부되는 요청을 확인하세요.',
        read: '거부된 요청을 골라, 세션을 만든 인스턴스와 질문을 받은 인스턴스를 읽어 보세요.',
      },
      question: '10번 중 몇 번 거부됩니까? 방문자가 Set-Cookie를 따르는 브라우저라면 어떻습니까?',
      answer: ({ pinned, browser }) =>
        `쿠키를 계속 쓰면 평균 ${percent(pinned)}, 브라우저라면 ${percent(browser)}입니다. 세션을 모르는 첫 인스턴스가 쿠키를 지우므로 그 뒤로는 계속 로그아웃 상태입니다.`,
      lesson:
        '로드 밸런서는 요청을 나누지만 세션은 제자리에 있습니다. 서버를 늘렸더니 잘되던 애플리케이션이 실패합니다.',
    },
  },
});

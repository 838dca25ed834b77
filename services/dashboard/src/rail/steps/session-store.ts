// Step 5: session clustering, and one more thing that can stop.
import { predictFailureRate, predictLoggedOutByRedisCrash } from '@scale-out-lab/core';
import { happened, wasAcceptedBy, wasRefused } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'session-redis';
const two = { members: 2, issuedByLost: 0, loggedOut: 0 };

export const sessionStore = defineStep({
  name: 'session-store',
  minutes: 6,
  mode,
  panel: 'journey',
  tasks: {
    ask: { isDone: wasAcceptedBy(mode, 2) },
    stop: { isDone: happened('redis-crash', 'redis-stall', 'redis-died'), panel: 'break' },
    lose: { isDone: wasRefused(mode, 'store-unavailable', 'unknown-session') },
  },
  predict: (instances) => ({
    lost: predictFailureRate(modeNamed(mode), 'pinned', { instances, requestsPerUser: 10 }),
    empty: predictLoggedOutByRedisCrash(modeNamed(mode), two, false).predicted[0],
    persistent: predictLoggedOutByRedisCrash(modeNamed(mode), two, true).predicted[0],
  }),
  words: {
    en: {
      title: 'Session clustering',
      tasks: {
        ask: 'Log in and send requests: several instances accept the same session.',
        stop: 'Stop Redis, or freeze it.',
        lose: 'Send requests: they are refused, with 503 at first, and with 401 if the sessions are gone.',
      },
      question: 'How many of two logged-in users are logged out when Redis ends and comes back?',
      answer: ({ lost, empty, persistent }) =>
        `${percent(lost)} of the requests are lost while Redis answers. Afterwards ${empty} of 2 users are logged out if it came back empty, ${persistent} if it writes an append-only file.`,
      lesson:
        'A shared session store makes every instance equal, and becomes what everything depends on: it has to be run, watched and kept.',
    },
    ko: {
      title: '세션 클러스터링',
      tasks: {
        ask: '로그인하고 요청을 보내세요. 여러 인스턴스가 같은 세션을 받아들입니다.',
        stop: 'Redis를 중단하거나 2초 동안 멈추세요.',
        lose: '요청을 보내세요. 처음에는 503, 세션이 사라졌다면 401로 거부됩니다.',
      },
      question: 'Redis가 죽었다가 돌아오면 로그인한 두 사용자 중 몇 명이 로그아웃됩니까?',
      answer: ({ lost, empty, persistent }) =>
        `Redis가 응답하는 동안 잃는 요청은 ${percent(lost)}입니다. 그 뒤 빈 채로 돌아오면 2명 중 ${empty}명, AOF를 쓰면 ${persistent}명이 로그아웃됩니다.`,
      lesson:
        '공유 세션 저장소는 모든 인스턴스를 같게 만들고, 그 대신 모두가 의존하는 한 곳이 됩니다. 운영하고 감시하고 보존해야 합니다.',
    },
  },
});

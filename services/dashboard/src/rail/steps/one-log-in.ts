// Step 1: one log-in, one request.
import { predictFailureRate } from '@scale-out-lab/core';
import { hasAsked, hasLoggedIn } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'session-memory';

export const oneLogIn = defineStep({
  name: 'one-log-in',
  minutes: 5,
  mode,
  panel: 'journey',
  tasks: { logIn: { isDone: hasLoggedIn(mode) }, ask: { isDone: hasAsked(mode, 1) } },
  predict: (instances) => ({
    instances,
    lost: predictFailureRate(modeNamed(mode), 'pinned', { instances, requestsPerUser: 1 }),
  }),
  words: {
    en: {
      title: 'One log-in, one cookie',
      tasks: {
        logIn: 'Log in as alice, and see on the map which instance answers.',
        ask: 'Send one request, and see which one answers that.',
      },
      question: 'What does the cookie hold, and who knows what it means?',
      answer: ({ instances, lost }) =>
        `A random session ID, which stands for nothing but an entry in the memory of the instance that answered the log-in. With ${instances} instances, the next request meets another one in ${percent(lost)} of all cases.`,
      lesson:
        'Who is logged in is written on the server, not in the cookie. With one server that is all one needs.',
    },
    ko: {
      title: '로그인 한 번, 쿠키 하나',
      tasks: {
        logIn: 'alice로 로그인하고, 어느 인스턴스가 응답하는지 지도에서 보세요.',
        ask: '요청을 한 번 보내고, 이번에는 누가 응답하는지 보세요.',
      },
      question: '쿠키에는 무엇이 들어 있고, 그 뜻을 아는 것은 누구입니까?',
      answer: ({ instances, lost }) =>
        `무작위 세션 ID뿐입니다. 로그인에 응답한 인스턴스의 메모리에 있는 항목 하나를 가리킵니다. 인스턴스가 ${instances}대이면 다음 요청은 ${percent(lost)}의 경우 다른 인스턴스를 만납니다.`,
      lesson: '누가 로그인했는지는 쿠키가 아니라 서버에 적혀 있습니다. 서버가 한 대라면 이것으로 충분합니다.',
    },
  },
});

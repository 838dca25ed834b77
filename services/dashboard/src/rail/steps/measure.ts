// Step 12: the same, measured for every mode.
import { canMiss, catalogue, predictFailureRate } from '@scale-out-lab/core';
import { hasMeasured } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'session-memory';
/** Of each user, as the command line has it: 744 requests of 31 users. */
const requestsPerUser = 24;

export const measure = defineStep({
  name: 'measure',
  minutes: 5,
  mode,
  panel: 'experiments',
  tasks: { run: { isDone: hasMeasured('steady') } },
  predict: (instances) => {
    const conditions = { instances, requestsPerUser };
    return {
      pinned: predictFailureRate(modeNamed(mode), 'pinned', conditions),
      browser: predictFailureRate(modeNamed(mode), 'browser', conditions),
      portable: catalogue.filter((each) => !canMiss(each)).length,
      modes: catalogue.length,
    };
  },
  words: {
    en: {
      title: 'Measure',
      tasks: {
        run: 'Run the experiment steady to its end, and compare each mode with its prediction.',
      },
      question: 'How many modes lose nothing? And what does session-memory lose?',
      answer: ({ pinned, browser, portable, modes }) =>
        `${portable} of ${modes} lose nothing. In session-memory ${percent(pinned)}, and ${percent(browser)} for browsers.`,
      lesson:
        'Which one to take depends on what you can run, how fast a log-out has to work, and who may hold a key. The scorecard and the faults have the rest of the price.',
    },
    ko: {
      title: '측정하기',
      tasks: {
        run: 'steady 실험을 끝까지 실행하고, 모드마다 예측과 비교하세요.',
      },
      question: '아무것도 잃지 않는 모드는 몇 개입니까? session-memory는 얼마나 잃습니까?',
      answer: ({ pinned, browser, portable, modes }) =>
        `${modes}개 중 ${portable}개가 아무것도 잃지 않습니다. session-memory는 ${percent(pinned)}, 브라우저라면 ${percent(browser)}입니다.`,
      lesson:
        '무엇을 고를지는 무엇을 운영할 수 있는지, 로그아웃이 얼마나 빨라야 하는지, 누가 키를 가져도 되는지에 달려 있습니다. 나머지 대가는 스코어카드와 장애 실험에 있습니다.',
    },
  },
});

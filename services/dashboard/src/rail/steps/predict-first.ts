// Step 3: a number is guessed before it is measured.
import { predictFailureRate } from '@scale-out-lab/core';
import { requestsPerRound as requests } from '../../journey/prediction-rounds.js';
import { hasGuessed } from '../checks.js';
import { defineStep, modeNamed } from '../step.js';

const mode = 'session-memory';

export const predictFirst = defineStep({
  name: 'predict-first',
  minutes: 4,
  mode,
  panel: 'journey',
  tasks: { guess: { isDone: hasGuessed(mode) } },
  predict: (instances) => {
    const conditions = { instances, requestsPerUser: requests };
    return { instances, lost: requests * predictFailureRate(modeNamed(mode), 'pinned', conditions) };
  },
  words: {
    en: {
      title: 'Predict first',
      tasks: {
        guess: 'Say how many of 30 requests will fail, then let them be sent.',
      },
      question: 'With N instances, what share of the requests meets the one that knows the session?',
      answer: ({ instances, lost }) =>
        `One in N: the rest, (N−1)/N, is refused. With ${instances} instances that is ${Number(lost.toFixed(1))} of 30 on average; by chance a few more or less.`,
      lesson:
        'A guess that is written down makes a measurement worth something. More servers make it worse, not better: 1/2, 2/3, 3/4 …',
    },
    ko: {
      title: '먼저 예측하기',
      tasks: {
        guess: '요청 30번 중 몇 번 실패할지 먼저 정하고, 그다음 보내세요.',
      },
      question: '인스턴스가 N대일 때, 세션을 아는 인스턴스를 만나는 요청의 비율은 얼마입니까?',
      answer: ({ instances, lost }) =>
        `N분의 1입니다. 나머지 (N−1)/N은 거부됩니다. 인스턴스 ${instances}대라면 30번 중 평균 ${Number(lost.toFixed(1))}번이고, 우연에 따라 조금 많거나 적습니다.`,
      lesson:
        '예측을 먼저 적어 두어야 측정에 의미가 생깁니다. 서버를 늘릴수록 더 나빠집니다: 1/2, 2/3, 3/4 …',
    },
  },
});

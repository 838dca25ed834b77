// Step 7: the shared secret, beside the same without it.
import { predictFailureRate } from '@scale-out-lab/core';
import { wasAccepted, wasRefused } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'jwt-shared-key';
const versus = 'jwt-own-keys';

export const sharedSecret = defineStep({
  name: 'shared-secret',
  minutes: 4,
  mode,
  versus,
  panel: 'journey',
  tasks: {
    fixed: { isDone: wasAccepted(mode, 10) },
    broken: { isDone: wasRefused(versus, 'bad-signature') },
  },
  predict: (instances) => {
    const conditions = { instances, requestsPerUser: 10 };
    return {
      shared: predictFailureRate(modeNamed(mode), 'pinned', conditions),
      own: predictFailureRate(modeNamed(versus), 'pinned', conditions),
    };
  },
  words: {
    en: {
      title: 'The shared secret',
      tasks: {
        fixed: 'Log in on both lanes and send 10 requests: with the shared key all 10 are accepted.',
        broken: 'On the other lane the same requests are refused.',
      },
      question: 'One secret for all instances: how many are lost on each lane?',
      answer: ({ shared, own }) =>
        `${percent(shared)} with the shared key, ${percent(own)} without. No store was added; the price is a secret that every instance holds.`,
      lesson:
        'This is the one-line fix. Whoever gets hold of that secret can issue tokens; with published keys (jwt-published-keys) no instance needs the secret of another.',
    },
    ko: {
      title: '공유 비밀 키',
      tasks: {
        fixed: '두 레인에서 모두 로그인하고 10번 보내세요. 공유 키에서는 10번 모두 통합니다.',
        broken: '다른 레인에서는 같은 요청이 거부됩니다.',
      },
      question: '모든 인스턴스가 같은 비밀 키를 씁니다. 각 레인에서 몇 번 실패합니까?',
      answer: ({ shared, own }) =>
        `공유 키에서는 ${percent(shared)}, 아니면 ${percent(own)}입니다. 저장소는 늘지 않았고, 대가는 모든 인스턴스가 갖는 비밀 하나입니다.`,
      lesson:
        '한 줄로 고쳤습니다. 그 비밀을 손에 넣은 사람은 토큰을 발급할 수 있습니다. 공개 키(jwt-published-keys)를 쓰면 남의 비밀이 필요 없습니다.',
    },
  },
});

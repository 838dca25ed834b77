// Step 9: a log-out that a copy survives, and one that it does not.
import { countAcceptingAfterLogOut } from '@scale-out-lab/core';
import { victimLifeSeconds } from '../../panels/theft/copy-life.js';
import { copyWas } from '../checks.js';
import { defineStep, modeNamed } from '../step.js';

const mode = 'jwt-shared-key';
const versus = 'jwt-denylist';

export const stolenCopy = defineStep({
  name: 'stolen-copy',
  minutes: 7,
  mode,
  versus,
  panel: 'theft',
  tasks: {
    lives: { isDone: copyWas('accepted', mode) },
    dies: { isDone: copyWas('refused', versus, 'revoked') },
  },
  predict: (instances) => ({
    instances,
    stateless: countAcceptingAfterLogOut(modeNamed(mode), instances),
    listed: countAcceptingAfterLogOut(modeNamed(versus), instances),
  }),
  words: {
    en: {
      title: 'The stolen copy',
      tasks: {
        lives: 'In jwt-shared-key: log in, copy the token, log out, replay the copy. It still works.',
        dies: 'In jwt-denylist: the same. The copy is refused as revoked.',
      },
      question: 'After the log-out, how many instances accept the copy, and for how long?',
      answer: ({ instances, stateless, listed }) =>
        `In jwt-shared-key ${stateless} of ${instances}, until the token expires: here ${victimLifeSeconds} s after the log-in. Nobody looks up whether it was given up. In jwt-denylist ${listed}, at once.`,
      lesson:
        'To revoke is to remember, and to ask at each request: a denylist gives tokens back the state that they were to do without.',
    },
    ko: {
      title: '훔친 사본',
      tasks: {
        lives: 'jwt-shared-key: 로그인하고, 토큰을 복사하고, 로그아웃한 뒤 사본을 보내세요. 여전히 통합니다.',
        dies: 'jwt-denylist: 똑같이 해 보세요. 사본이 폐기된 것으로 거부됩니다.',
      },
      question: '로그아웃한 뒤 몇 대가 사본을 받아들이고, 얼마나 오래 통합니까?',
      answer: ({ instances, stateless, listed }) =>
        `jwt-shared-key에서는 ${instances}대 중 ${stateless}대가 만료될 때까지 받아들입니다. 여기서는 로그인한 지 ${victimLifeSeconds}초 뒤에 만료됩니다. 폐기되었는지 아무도 찾아보지 않습니다. jwt-denylist에서는 곧바로 ${listed}대입니다.`,
      lesson:
        '폐기하려면 기억하고 요청마다 물어야 합니다. 거부 목록은 토큰이 없애려던 상태를 다시 가져옵니다.',
    },
  },
});

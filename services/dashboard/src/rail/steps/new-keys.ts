// Step 11: new keys, with an overlap and without.
import { predictRefusedByRetirement, predictRefusedDuringOverlap } from '@scale-out-lab/core';
import { keysThen } from '../checks.js';
import { defineStep, modeNamed, percent } from '../step.js';

const mode = 'jwt-shared-key';

export const newKeys = defineStep({
  name: 'new-keys',
  minutes: 4,
  mode,
  panel: 'break',
  tasks: {
    overlap: { isDone: keysThen('overlap', 'accepted', mode) },
    cut: { isDone: keysThen('cut', 'refused', mode) },
  },
  predict: () => ({
    overlap: predictRefusedDuringOverlap().predicted[0],
    cut: predictRefusedByRetirement(modeNamed(mode), 'jwt', 1).predicted[0],
  }),
  words: {
    en: {
      title: 'New keys',
      tasks: {
        overlap: 'Log in, replace the keys of the tokens with an overlap, and ask again: nothing happens.',
        cut: 'Replace them by a hard cut, and ask again: refused.',
      },
      question: 'What share of the valid tokens is refused during the overlap, and after the cut?',
      answer: ({ overlap, cut }) =>
        `${percent(overlap)} while both keys are accepted; ${percent(cut)} of what the old key had signed once it is dropped.`,
      lesson:
        'First accept the new key everywhere, then sign with it, and drop the old one when its last token has expired. The token names its key: kid.',
    },
    ko: {
      title: '새 키',
      tasks: {
        overlap: '로그인하고, 토큰의 키를 겹치는 기간을 두고 바꾼 뒤 다시 요청하세요. 아무 일도 없습니다.',
        cut: '이번에는 한 번에 바꾸고 다시 요청하세요. 거부됩니다.',
      },
      question: '겹치는 동안, 그리고 한 번에 바꾼 뒤 유효한 토큰의 몇 퍼센트가 거부됩니까?',
      answer: ({ overlap, cut }) =>
        `두 키를 모두 받아들이는 동안은 ${percent(overlap)}, 옛 키를 버린 뒤에는 그 키로 서명한 토큰의 ${percent(cut)}입니다.`,
      lesson:
        '먼저 모든 곳에서 새 키를 받아들이고, 그다음 새 키로 서명하고, 옛 키의 마지막 토큰이 만료되면 버립니다. 어느 키인지는 토큰의 kid가 알려 줍니다.',
    },
  },
});

// The guide says the same in both languages, and the reader understands it but for the sentences that are listed here.
import { expect, it } from 'vitest';
import { readGuide } from './read-guide.js';

const unread = {
  en: [
    'The response now holds a signed token, and no server remembers it.',
    'The page replays it every second.',
  ],
  ko: [
    '이번 응답은 서명된 토큰이고, 어느 서버도 기억하지 않습니다.',
    '누구의 토큰이고, 어디에 쓰며, 언제까지 유효한지 확인하세요.',
    '사본은 만료될 때까지 유효합니다.',
    '1초마다 다시 보냅니다.',
  ],
};

/** Without the words of a language. */
const programOf = (language: keyof typeof unread) =>
  readGuide(language).map(({ number, modes, tasks, see }) => ({
    ...{ number, modes },
    tasks: tasks.map(({ orders }) =>
      orders.map((order) => ('label' in order ? { ...order, label: '' } : order)),
    ),
    see: see.orders.map((order) => JSON.stringify(order)).sort(),
  }));

it('asks for the same acts and promises the same in both languages', () => {
  expect(programOf('en')).toHaveLength(13);
  expect(programOf('ko')).toEqual(programOf('en'));
});

it.for(['en', 'ko'] as const)('has these sentences that promise nothing to see: %s', (language) => {
  expect(readGuide(language).flatMap(({ unread }) => unread)).toEqual(unread[language]);
});

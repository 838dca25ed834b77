// The guide is the same in both languages, and the reader parses it except for the sentences that are listed here.
import { type Language, languages } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { readFurtherSteps, readGuide } from './read-guide.js';
import type { Order } from './verbs.js';

const unread = {
  en: [
    'The response now holds a signed token, and no server remembers it.',
    'The page replays it every second.',
    'localStorage and sessionStorage are read, the HttpOnly cookie is not.',
    'But the script can use the cookie while the page is open.',
    '`signature = base64url(HMAC-SHA256(base64url(header) + "." + base64url(payload), secret))`.',
    'Who holds the secret is any user.',
    'a log-in ends the others only if a server keeps a list of them.',
    'The copy still works on the one that does.',
    '503 until another server of the box becomes the primary.',
    'A write that no replica had received is gone.',
  ],
  ko: [
    '이번 응답은 서명된 토큰이고, 어느 서버도 기억하지 않습니다.',
    '누구의 토큰이고, 어디에 쓰며, 언제까지 유효한지 확인하세요.',
    '사본은 만료될 때까지 유효합니다.',
    '1초마다 다시 보냅니다.',
    'localStorage와 sessionStorage는 읽히고 HttpOnly 쿠키는 읽히지 않습니다.',
    '다만 페이지가 열려 있는 동안 스크립트가 쿠키를 사용할 수는 있습니다.',
    '`signature = base64url(HMAC-SHA256(base64url(header) + "." + base64url(payload), secret))`.',
    '비밀 키가 있으면 누구든 될 수 있습니다.',
    '서버가 로그인 목록을 가진 모드에서만 나머지를 종료할 수 있습니다.',
    '세션이 있는 인스턴스에서는 사본이 여전히 유효합니다.',
    '상자 안의 다른 서버가 프라이머리가 될 때까지 503입니다.',
    '어느 레플리카에도 전달되지 않은 쓰기는 사라집니다.',
  ],
};

const stepsOf = (language: Language) => [...readGuide(language), ...readFurtherSteps(language)];

/** Without the words of a language. */
const programOf = (language: Language) =>
  stepsOf(language).map(({ modes, tasks, see }) => ({
    modes,
    tasks: tasks.map(({ orders }) => orders.map(withoutWords)),
    see: see.orders.map((order) => JSON.stringify(order)).sort(),
  }));

const withoutWords = (order: Order) => ({
  ...order,
  ...('label' in order && { label: '' }),
  ...('under' in order && { under: '' }),
});

it('has the same acts and promises in both languages', () => {
  expect(programOf('en')).toHaveLength(13 + 5);
  expect(programOf('ko')).toEqual(programOf('en'));
});

it('each further step has acts and something to see', () => {
  for (const { title, tasks, see } of readFurtherSteps('en')) {
    const orders = [...tasks, see].flatMap((passage) => passage.orders);
    expect(
      orders.some((order) => 'do' in order),
      title,
    ).toBe(true);
    expect(
      orders.some((order) => 'see' in order),
      title,
    ).toBe(true);
  }
});

it('acts are repeated in another mode, without the promises of the first', () => {
  const step = readFurtherSteps('en').find(({ title }) => title === 'One log-in at a time');
  const [, first, second] = step?.tasks ?? [];
  expect(first?.orders.filter((order) => 'do' in order)).toHaveLength(5);
  expect(second?.orders).toEqual([
    { do: 'change mode', name: 'jwt-shared-key' },
    ...(first?.orders.filter((order) => 'do' in order).slice(1) ?? []),
    { see: 'none is ended', of: [] },
  ]);
});

it.for(languages)('has these sentences that promise nothing to see: %s', (language) => {
  expect(stepsOf(language).flatMap(({ unread }) => unread)).toEqual(unread[language]);
});

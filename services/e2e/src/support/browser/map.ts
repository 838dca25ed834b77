// The map as somebody reads it: the parts and what they hold, the latest requests, and one of them in detail.
import type { Exchange } from '@scale-out-lab/core/wire';
import type { Locator, Page } from 'playwright-core';
import { isLost } from './heard.js';
import type { Language } from './journey-panel.js';

export const mapWords = {
  en: {
    alive: 'alive',
    dead: 'dead',
    logIns: 'log-ins held',
    gone: 'gone',
    memory: 'memory',
    redis: { keys: 'keys', memory: 'uses', file: 'on disk', yes: 'yes (AOF)', no: 'no' },
    unused: 'not asked in this mode',
    nobody: 'nobody is logged in',
    loadTest: 'Load test',
    share: /Showing (?<shown>\d+) of (?<seen>\d+) requests a second\./,
    still: 'The lines on which a request went light up',
    dots: 'Every dot is a real request',
    latest: 'Latest requests',
    kinds: { login: 'log-in', me: 'who am I?', logout: 'log-out', refresh: 'renewal' },
    accepted: 'accepted',
    unknown: 'unknown session',
    details: 'One request',
    rows: {
      sent: 'Sent',
      carried: 'Carried',
      looked: 'Looked up',
      answer: 'Answer',
      words: 'In its words',
      issued: 'Issued by',
      served: 'Served by',
    },
    verified: 'Verified the signature of the cookie with the secret that all instances share',
    notThere: /^Looked for the session in its own memory.*: it is not there\.$/,
    because: (issuedBy: string, servedBy: string) =>
      `${issuedBy} created this session; ${servedBy} has never seen it.`,
  },
  ko: {
    alive: '정상',
    dead: '다운',
    logIns: '보관한 로그인',
    gone: '사라짐',
    memory: '메모리',
    redis: { keys: '키', memory: '메모리', file: '디스크', yes: '저장(AOF)', no: '저장 안 함' },
    unused: '이 모드는 쓰지 않음',
    nobody: '로그인한 사람이 없음',
    loadTest: '부하 테스트',
    share: /초당 요청 (?<seen>\d+)개 중 (?<shown>\d+)개를 표시하고 있습니다\./,
    still: '요청이 지나간 선이 밝아집니다',
    dots: '점 하나가 실제 요청 하나이며',
    latest: '최근 요청',
    kinds: { login: '로그인', me: '나는 누구?', logout: '로그아웃', refresh: '토큰 갱신' },
    accepted: '수락',
    unknown: '모르는 세션',
    details: '요청 하나',
    rows: {
      sent: '요청',
      carried: '자격 증명',
      looked: '확인 과정',
      answer: '응답',
      words: '응답 원문',
      issued: '발급한 곳',
      served: '응답한 곳',
    },
    verified: '모든 인스턴스가 공유하는 비밀 키로 쿠키의 서명을 검증했습니다',
    notThere: /^자기 메모리에서 세션을 찾았습니다.*: 없습니다\.$/,
    because: (issuedBy: string, servedBy: string) =>
      `이 세션은 ${issuedBy}에서 만들어졌고, ${servedBy}에는 없습니다.`,
  },
} as const;

/** So many are in the list. */
const listed = 8;

export function openMap(page: Page, language: Language) {
  const words = mapWords[language];
  const part = (name: string) => page.locator(`[data-part="${name}"]`);
  const entries = page.getByRole('list', { name: words.latest }).getByRole('button');
  const details = page.getByRole('region', { name: words.details });
  return {
    words,
    part,
    details,
    textOf: async (name: string) => inOneLine(await part(name).innerText()),
    /** The figures on a part, by their names. */
    facts: (name: string) => readList(part(name)),
    /** Of the details, by the names of the rows. */
    rows: () => readList(details),
    entry: (id: number) => page.locator(`#exchange-${id}`),
    /** Which request the list marks as the one that is open. */
    openEntry: () => page.locator('[id^="exchange-"][aria-expanded="true"]').getAttribute('id'),
    /** The list of the latest requests, a line each. */
    list: async () => (await entries.allInnerTexts()).map(inOneLine),
    /** What it should say of these, the latest first. */
    listOf: (exchanges: readonly Exchange[]) =>
      [...exchanges.slice(-listed)].reverse().map((exchange) => {
        const isRefused = isLost(exchange);
        const outcome = isRefused ? words.unknown : words.accepted;
        return `${isRefused ? '✗' : '✓'} ${words.kinds[exchange.kind]} ${exchange.servedBy} ${outcome}`;
      }),
  };
}

async function readList(within: Locator): Promise<Readonly<Record<string, string>>> {
  const names = await within.locator('dt').allTextContents();
  const values = await within.locator('dd').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, inOneLine(values[index] ?? '')]));
}

const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

// The panel "Do it yourself" as somebody uses it: by the names of what can be pressed and read, in either language.

import { until } from '@scale-out-lab/launcher/testing/until';
import type { Page } from 'playwright-core';

export type User = 'alice' | 'bob';

/** A hundred on two lanes take a while where much else goes on. */
const patienceMs = 45_000;

export const journeyWords = {
  en: {
    logIn: (user: User) => `Log ${user} in`,
    logOut: (user: User) => `Log ${user} out`,
    send: (count: number) => `Send ${count}`,
    stop: 'Stop',
    anew: 'Start counting anew',
    loggedIn: 'logged in, by',
    notLoggedIn: 'not logged in',
    nobody: 'Log somebody in first',
    sentSoFar: /(\d+) of 100 sent/,
    figures: 'Lost requests of logged-in visitors',
    rows: {
      sent: 'Sent',
      lost: 'Lost',
      measured: 'Measured',
      interval: '95 % interval',
      predicted: 'Predicted',
      verdict: 'The prediction',
    },
    verdicts: ['lies outside', 'lies in it'],
    spoken: (mode: string, lost: number, sent: number) => `${mode}: ${lost} of ${sent} lost.`,
    drawn: (mode: string, lost: string, predicted: string) =>
      `Share of lost requests of ${mode}: ${lost}, predicted ${predicted}`,
    cookieTaken: 'The cookie was taken away',
    revokedNowhere: 'revoked nothing: a copy of the token works until it expires',
    revokedInMemory: 'revoked it in its own memory',
    logOutLost: 'The log-out was lost and revoked nothing',
    forgotten: 'The control room has been restarted and knows no visitor any more',
    visitors: 'Visitors',
    browser: 'honour Set-Cookie',
    mode: 'Mode',
    versus: 'Beside it',
    question: 'How many of 30 requests will fail?',
    play: 'Send the 30 and see',
    noGuess: 'First a guess',
    rounds: 'The last rounds',
    round: ['Your guess', 'Measured', 'Theory'],
    guessed: (by: number) => (by === 0 ? 'Your guess was exact.' : `You were off by ${by}.`),
    theory: (by: number) => (by === 0 ? /theory\.|theory was exact\./ : `The theory is off by ${by}`),
  },
  ko: {
    logIn: (user: User) => `${user} 로그인`,
    logOut: (user: User) => `${user} 로그아웃`,
    send: (count: number) => `${count}개 보내기`,
    stop: '중지',
    anew: '처음부터 다시 세기',
    loggedIn: '로그인됨, 발급:',
    notLoggedIn: '로그인하지 않음',
    nobody: '먼저 로그인하세요',
    sentSoFar: /100개 중 (\d+)개 보냄/,
    figures: '로그인한 방문자의 실패한 요청',
    rows: {
      sent: '보냄',
      lost: '실패',
      measured: '측정',
      interval: '95 % 구간',
      predicted: '예측',
      verdict: '예측값 위치',
    },
    verdicts: ['구간 밖', '구간 안'],
    spoken: (mode: string, lost: number, sent: number) => `${mode}: ${sent}개 중 ${lost}개 실패.`,
    drawn: (mode: string, lost: string, predicted: string) =>
      `${mode}의 실패한 요청 비율: ${lost}, 예측 ${predicted}`,
    cookieTaken: '쿠키가 지워졌습니다',
    revokedNowhere: '폐기한 것이 없습니다. 토큰 사본은 만료될 때까지 통합니다',
    revokedInMemory: '메모리에서만 폐기했습니다',
    logOutLost: '로그아웃이 실패하여 아무것도 폐기되지 않았습니다',
    forgotten: '컨트롤 룸이 다시 시작되어 방문자 정보가 사라졌습니다',
    visitors: '방문자',
    browser: 'Set-Cookie를 따름',
    mode: '모드',
    versus: '비교할 모드',
    question: '요청 30개 중 몇 개가 실패할까요?',
    play: '30개를 보내고 확인하기',
    noGuess: '먼저 예측하세요',
    rounds: '지난 라운드',
    round: ['내 예측', '측정', '이론'],
    guessed: (by: number) => (by === 0 ? '정확히 맞혔습니다.' : `${by}개 차이로 빗나갔습니다.`),
    theory: (by: number) => (by === 0 ? /이론[은도] 정확했습니다\./ : `이론과는 ${by}개 차이`),
  },
} as const;

export type Language = keyof typeof journeyWords;
export type Figures = Readonly<Record<keyof (typeof journeyWords)['en']['rows'], string>>;

export function openJourney(page: Page, language: Language) {
  const words = journeyWords[language];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    words,
    button,
    /** What one lane says of its visitors. The first of the two articles of its name: the other is the chart. */
    lane: (mode: string) => page.getByRole('article', { name: mode, exact: true }).first(),
    /** Resolves once they are logged in on every lane. */
    async logIn(...users: readonly User[]): Promise<void> {
      for (const user of users) {
        await button(words.logIn(user)).click();
        await page.getByText(`${user}${words.notLoggedIn}`).first().waitFor({ state: 'detached' });
      }
    },
    /** Resolves once all are answered. */
    async send(count: 1 | 10 | 100): Promise<void> {
      const answered = page.waitForResponse((response) => response.url().endsWith('/requests'));
      await button(words.send(count)).click();
      // By then the buttons have been disabled, so that they are enabled again once it is over.
      await answered;
      await until(() => button(words.send(1)).isEnabled(), patienceMs);
    },
    /** The table under the charts, by the names of the modes. */
    async figures(): Promise<Readonly<Record<string, Figures>>> {
      const rows = await page.getByRole('table', { name: words.figures }).getByRole('row').allInnerTexts();
      const [modes = [], ...cells] = rows.map((row) => row.split('\t').map((cell) => cell.trim()));
      const row = (name: string) => cells.find(([title]) => title === name) ?? [];
      return Object.fromEntries(
        modes.slice(1).map((mode, index) => {
          const read = Object.entries(words.rows).map(([key, name]) => [key, row(name)[index + 1]]);
          return [mode, Object.fromEntries(read) as Figures];
        }),
      );
    },
  };
}

export type Journey = ReturnType<typeof openJourney>;

// The words by which a scene finds what it presses and waits for, in each language.

export interface Words {
  readonly logIn: (user: string) => string;
  readonly send: (count: number) => string;
  /** While 100 requests are being sent. */
  readonly fortySent: RegExp;
  readonly logInTwelve: string;
  readonly askThem: string;
  readonly eightOfTwelve: RegExp;
  readonly allSteps: string;
  readonly copyStillWorks: RegExp;
}

export const words = {
  en: {
    logIn: (user) => `Log ${user} in`,
    send: (count) => `Send ${count}`,
    fortySent: /^4\d of 100 sent/,
    logInTwelve: 'Log in 12 visitors',
    askThem: 'Ask them now',
    eightOfTwelve: /^8 of 12/,
    allSteps: 'All steps at once',
    copyStillWorks: /^The copy still works, [4-9]/,
  },
  ko: {
    logIn: (user) => `${user} 로그인`,
    send: (count) => `${count}개 보내기`,
    fortySent: /^100개 중 4\d개 보냄/,
    logInTwelve: '방문자 12명 로그인',
    askThem: '지금 확인',
    eightOfTwelve: /^12명 중 8명/,
    allSteps: '모든 단계를 한 번에',
    copyStillWorks: /^로그아웃 [4-9]\S*초 뒤에도/,
  },
} as const satisfies Record<'en' | 'ko', Words>;

export type Language = keyof typeof words;

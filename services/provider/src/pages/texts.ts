// The texts of the provider's pages, in English and Korean.
import { type Language, languages } from '@scale-out-lab/core';

export interface Texts {
  readonly provider: string;
  readonly logIn: string;
  readonly logInFor: (client: string) => string;
  readonly username: string;
  readonly password: string;
  readonly hint: string;
  readonly consent: string;
  readonly asks: (client: string) => string;
  readonly loggedInAs: (username: string) => string;
  readonly allow: string;
  readonly refuse: string;
  readonly logOut: string;
  readonly askLogOut: string;
  readonly stay: string;
  readonly loggedOut: string;
  readonly loggedOutDetail: string;
  readonly failed: string;
  readonly servedBy: (instanceId: string) => string;
  /** The data that a scope gives to the client. */
  readonly scopes: Readonly<Record<string, string>>;
  /** By the code of the problem. */
  readonly problems: Readonly<Record<string, string>>;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    provider: 'OpenID provider of the scale-out lab',
    logIn: 'Log in',
    logInFor: (client) => `${client} sent you here to log in. It never sees your password.`,
    username: 'Username',
    password: 'Password',
    hint: 'Users: alice, bob, minji. The password is demo.',
    consent: 'Allow access',
    asks: (client) => `${client} asks for:`,
    loggedInAs: (username) => `You are logged in as ${username}.`,
    allow: 'Allow',
    refuse: 'Refuse',
    logOut: 'Log out',
    askLogOut: 'Log out of the provider, too?',
    stay: 'Stay logged in',
    loggedOut: 'You are logged out',
    loggedOutDetail: 'The provider no longer knows this browser.',
    failed: 'The sign-in failed',
    servedBy: (instanceId) => `Served by ${instanceId}`,
    scopes: { openid: 'your username', profile: 'your name' },
    problems: {
      'invalid-credentials': 'The username or the password is wrong.',
      'too-many-attempts': 'Too many wrong passwords. Wait, then try again.',
      overloaded: 'Too many log-ins at once. Try again in a second.',
      'store-unavailable':
        'The store of the provider does not answer, or is full. Try again in a few seconds.',
      'cross-site': 'The form comes from another site. Start the sign-in again.',
      'unknown-interaction':
        'This provider does not know the sign-in: it has expired, or another provider began it.',
    },
  },
  ko: {
    provider: '스케일 아웃 랩의 OpenID 제공자',
    logIn: '로그인',
    logInFor: (client) =>
      `${client}에서 로그인하도록 이곳으로 보냈습니다. ${client}에는 비밀번호가 전달되지 않습니다.`,
    username: '사용자 이름',
    password: '비밀번호',
    hint: '사용자: alice, bob, minji. 비밀번호는 demo입니다.',
    consent: '접근 허용',
    asks: (client) => `${client}에서 요청하는 정보:`,
    loggedInAs: (username) => `${username} 사용자로 로그인했습니다.`,
    allow: '허용',
    refuse: '거부',
    logOut: '로그아웃',
    askLogOut: '제공자에서도 로그아웃할까요?',
    stay: '로그인 유지',
    loggedOut: '로그아웃했습니다',
    loggedOutDetail: '제공자는 이제 이 브라우저를 알지 못합니다.',
    failed: '로그인에 실패했습니다',
    servedBy: (instanceId) => `응답한 제공자: ${instanceId}`,
    scopes: { openid: '사용자 이름(아이디)', profile: '이름' },
    problems: {
      'invalid-credentials': '사용자 이름 또는 비밀번호가 틀렸습니다.',
      'too-many-attempts': '비밀번호를 너무 많이 틀렸습니다. 잠시 뒤에 다시 시도하세요.',
      overloaded: '한꺼번에 너무 많은 로그인이 들어왔습니다. 1초 뒤에 다시 시도하세요.',
      'store-unavailable': '제공자의 저장소가 응답하지 않거나 가득 찼습니다. 몇 초 뒤에 다시 시도하세요.',
      'cross-site': '다른 사이트에서 보낸 양식입니다. 로그인을 처음부터 다시 시작하세요.',
      'unknown-interaction':
        '이 제공자가 모르는 로그인입니다. 만료되었거나 다른 제공자가 시작한 로그인입니다.',
    },
  },
};

/** @param locales `ui_locales` of a request, separated by spaces, or the header Accept-Language */
export function chooseLanguage(...locales: readonly (string | undefined)[]): Language {
  const tags = locales.flatMap((each) => each?.toLowerCase().split(/[\s,]+/) ?? []);
  const wanted = tags.map((tag) => languages.find((language) => new RegExp(`^${language}\\b`).test(tag)));
  return wanted.find((language) => language !== undefined) ?? 'en';
}

// What an instance looked up, in words: a sentence for each step.
import { defineTexts } from '../../i18n/texts.js';
import type { LookUp } from './looked-up.js';

type Step<What extends LookUp['what']> = Extract<LookUp, { readonly what: What }>;
type Words = { readonly [What in LookUp['what']]: (step: Step<What>) => string };

const took = (ms: number | null) => (ms === null ? '' : ` (${ms} ms)`);

const texts = defineTexts(
  {
    keys: {
      shared: 'the secret that all instances share',
      own: 'its own secret, which no other instance has',
      published: 'the public key that the issuer has published',
    },
    stores: { memory: 'its own memory', redis: 'Redis' },
    credentials: { session: 'cookie', jwt: 'token' },
    goodSignature: ({ of, keys, ms }: Record<'of' | 'keys' | 'ms', string>) =>
      `Verified the signature of the ${of} with ${keys}${ms}.`,
    badSignature: ({ of, keys, ms }: Record<'of' | 'keys' | 'ms', string>) =>
      `Tried to verify the signature of the ${of} with ${keys}: it does not match${ms}. It looked no further.`,
    nobody: 'The request did not get as far as an instance.',
    nothing: 'Nothing: there was no credential to look for.',
    unreadable: 'Could not even read the credential, so it looked no further.',
    password: 'Checked the password against the directory of users, which every instance has.',
    goodClaims: 'Read in the token who it is for, from when and until when: all of it holds.',
    badClaims: 'Read in the token who it is for, from when and until when: it does not hold here and now.',
    nothingElse: 'Nothing else: what the token says was enough.',
    wrote: ({ where }: { where: string }) => `Wrote down what came of it in ${where}.`,
    session: ({ where, ms }: Record<'where' | 'ms', string>) => `Looked for the session in ${where}${ms}: `,
    denylist: ({ where, ms }: Record<'where' | 'ms', string>) =>
      `Looked in ${where} whether the token was revoked${ms}: `,
    'refresh-token': ({ where, ms }: Record<'where' | 'ms', string>) =>
      `Looked for the refresh token in ${where}${ms}: `,
    findings: {
      session: { found: 'it is there.', 'not-found': 'it is not there.', 'no-answer': 'no answer.' },
      denylist: { found: 'it was.', 'not-found': 'it was not.', 'no-answer': 'no answer.' },
      'refresh-token': {
        found: 'its log-in is known.',
        'not-found': 'no log-in goes with it.',
        'no-answer': 'no answer.',
      },
    },
  },
  {
    keys: {
      shared: '모든 인스턴스가 공유하는 비밀 키',
      own: '자기만 가진 비밀 키',
      published: '발급한 인스턴스가 공개한 공개 키',
    },
    stores: { memory: '자기 메모리', redis: 'Redis' },
    credentials: { session: '쿠키', jwt: '토큰' },
    goodSignature: ({ of, keys, ms }) => `${keys}로 ${of}의 서명을 검증했습니다${ms}.`,
    badSignature: ({ of, keys, ms }) =>
      `${keys}로 ${of}의 서명을 검증하려 했지만 맞지 않았습니다${ms}. 더 찾아보지 않았습니다.`,
    nobody: '요청이 인스턴스까지 가지 못했습니다.',
    nothing: '없음: 찾아볼 자격 증명이 없었습니다.',
    unreadable: '자격 증명을 읽을 수조차 없어 더 찾아보지 않았습니다.',
    password: '모든 인스턴스가 가진 사용자 목록으로 비밀번호를 확인했습니다.',
    goodClaims: '토큰에서 대상과 유효 기간을 읽었고, 모두 맞습니다.',
    badClaims: '토큰에서 대상과 유효 기간을 읽었지만, 지금 여기에는 맞지 않습니다.',
    nothingElse: '그 밖에는 없음: 토큰에 적힌 것으로 충분했습니다.',
    wrote: ({ where }) => `결과를 ${where}에 기록했습니다.`,
    session: ({ where, ms }) => `${where}에서 세션을 찾았습니다${ms}: `,
    denylist: ({ where, ms }) => `토큰이 폐기되었는지 ${where}에서 확인했습니다${ms}: `,
    'refresh-token': ({ where, ms }) => `${where}에서 리프레시 토큰을 찾았습니다${ms}: `,
    findings: {
      session: { found: '있습니다.', 'not-found': '없습니다.', 'no-answer': '응답이 없습니다.' },
      denylist: {
        found: '폐기되었습니다.',
        'not-found': '폐기되지 않았습니다.',
        'no-answer': '응답이 없습니다.',
      },
      'refresh-token': {
        found: '알고 있는 로그인입니다.',
        'not-found': '해당하는 로그인이 없습니다.',
        'no-answer': '응답이 없습니다.',
      },
    },
  },
);

const words: Words = {
  nobody: () => texts().nobody,
  nothing: () => texts().nothing,
  unreadable: () => texts().unreadable,
  password: () => texts().password,
  signature({ of, keys, isGood, ms }) {
    const t = texts();
    const values = { of: t.credentials[of], keys: t.keys[keys], ms: took(ms) };
    return isGood ? t.goodSignature(values) : t.badSignature(values);
  },
  claims: ({ isGood }) => (isGood ? texts().goodClaims : texts().badClaims),
  session: lookFor,
  denylist: lookFor,
  'refresh-token': lookFor,
  'nothing-else': () => texts().nothingElse,
  wrote: ({ where }) => texts().wrote({ where: texts().stores[where] }),
};

export function tellLookUp(step: LookUp): string {
  return (words[step.what] as (step: LookUp) => string)(step);
}

function lookFor({ what, where, finding, ms }: Step<'session' | 'denylist' | 'refresh-token'>): string {
  const t = texts();
  return t[what]({ where: t.stores[where], ms: took(ms) }) + t.findings[what][finding];
}

// What the panel "Steal it" says in each language.

const english = {
  steps: {
    all: 'All steps at once',
    logIn: 'Alice logs in',
    copy: 'Copy the credential into a second client',
    logOut: 'Alice logs out',
    replay: 'Replay on each instance',
    victimRenews: 'Alice renews',
    thiefRenews: 'Renew with the stolen refresh token',
  },
  logInStep: '1. The victim logs in, for 20 seconds',
  replays: '3. She logs out; the thief goes on',
  renewals: 'With the refresh token',
  accepted: 'accepted',
  refused: 'refused',
  beforeLogOut: 'Before the log-out the copy works as well as the original.',
  revoked: 'The credential was given up by a log-out',
  expiredCopy: 'The credential has expired',
  left: /(\d+) s left/,
  expired: 'expired',
  table: 'What stops a copy, and how fast',
  foretold: {
    everywhere: 'on 3 of 3, until its expiry',
    butOne: 'on 2 of 3, until its expiry',
    nowhere: 'nowhere',
  },
  notYet: 'not yet',
  deadAtOnce: 'dead at once, on all 3',
  measured: /([\d.]+) s on 3 of 3$/,
  soFar: /^[\d.]+ s on 2 of 3 so far$/,
  renewed: /^Alice: api-\d gave a new access token for the refresh token\.$/,
  reused: /^The thief: The refresh token was used before: api-\d takes it for stolen and ends the log-in\.$/,
  ended: /^Alice: The log-in has ended, .*, and api-\d knows of it\.$/,
} as const;

const korean = {
  steps: {
    all: '모든 단계를 한 번에',
    logIn: 'alice 로그인',
    copy: '자격 증명을 두 번째 클라이언트에 복사',
    logOut: 'alice 로그아웃',
    replay: '각 인스턴스에 재전송',
    victimRenews: 'alice가 갱신',
    thiefRenews: '훔친 리프레시 토큰으로 갱신',
  },
  logInStep: '1. 피해자가 20초 동안 유효한 자격 증명으로 로그인합니다',
  replays: '3. alice는 로그아웃하고, 도둑은 사본을 계속 씁니다',
  renewals: '리프레시 토큰으로 갱신',
  accepted: '수락',
  refused: '거부',
  beforeLogOut: '로그아웃하기 전에는 사본도 원본처럼 통합니다.',
  revoked: '로그아웃으로 폐기된 자격 증명이며',
  expiredCopy: '자격 증명이 이미 만료되었습니다',
  left: /(\d+)초 남음/,
  expired: '만료됨',
  table: '무엇이 얼마나 빨리 사본을 막는가',
  foretold: { everywhere: '3대 중 3대, 만료될 때까지', butOne: '3대 중 2대, 만료될 때까지', nowhere: '없음' },
  notYet: '아직 안 함',
  deadAtOnce: '3대 모두에서 즉시 막힘',
  measured: /([\d.]+)초, 3대 중 3대$/,
  soFar: /^지금까지 [\d.]+초, 3대 중 2대$/,
  renewed: /^alice: api-\d에서 리프레시 토큰을 확인하고 새 액세스 토큰을 발급했습니다\.$/,
  reused: /^도둑: 이미 사용된 리프레시 토큰입니다\. api-\d에서는 탈취된 것으로 보고 로그인을 끝냅니다\.$/,
  ended: /^alice: .* 끝난 로그인이며, api-\d에서도 그 사실을 확인했습니다\.$/,
} as const;

export const theftWords = { en: english, ko: korean };

export type StepName = keyof typeof english.steps;

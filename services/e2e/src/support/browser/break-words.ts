// What the panel "Break it" and the map say in each language.

const english = {
  crowd: 'Who is still logged in',
  logIn: 'Log in 12 visitors',
  ask: 'Ask them now',
  loggedOut: 'logged out',
  unclear: 'cannot be said now',
  counted:
    /^(?<loggedIn>\d+) of (?<of>\d+) still logged in(?:, of (?<unclear>\d+) it cannot be said now)?; predicted (?<foretold>\S+)$/,
  faults: 'What to break',
  groups: { instances: 'Instances', redis: 'Redis', keys: 'Keys', cluster: 'All of them' },
  faultNames: {
    crash: ['instances', 'Crash'],
    stop: ['redis', 'Stop'],
    freeze: ['redis', 'Freeze for 2 s'],
    overlap: ['keys', 'Replace, overlapping'],
    retire: ['keys', 'Retire the old key'],
    cut: ['keys', 'Replace at one stroke'],
    reset: ['keys', 'Back to what is configured'],
    restart: ['cluster', 'Restart all in turn'],
  },
  tokenSecret: 'Token secret',
  go: 'Do it',
  costsNobody: 'nobody should be logged out.',
  costs: /(\d+) of 12 should be logged out\./,
  obstacles: {
    gone: 'api-2 is gone just now; it comes back by itself.',
    redisGone: 'Redis does not answer just now; it comes back by itself.',
    restart: 'All instances are being restarted; wait until that is over.',
  },
  lives: { alive: 'alive', dead: 'dead', stalled: 'stalled' },
  timeline: 'The last minute',
  asList: 'The same as a list',
  crashed: ['api-2 was made to crash', 'api-2 no longer answers (noticed)', 'api-2 answers again (noticed)'],
  stopped: ['Redis was made to crash', 'Redis no longer answers (noticed)', 'Redis answers again (noticed)'],
  keys: {
    overlap: 'Token secret: a new key signs, the old one is still accepted',
    retire: 'Token secret: the old key is no longer accepted',
    cut: 'Token secret: replaced at one stroke',
    reset: 'Token secret: back to what is configured',
  },
  restarted: 'The restart of all instances is over',
} as const;

const korean = {
  crowd: '아직 로그인되어 있는 사람',
  logIn: '방문자 12명 로그인',
  ask: '지금 확인',
  loggedOut: '로그아웃됨',
  unclear: '지금 알 수 없음',
  counted:
    /^(?<of>\d+)명 중 (?<loggedIn>\d+)명 로그인 상태(?:, (?<unclear>\d+)명은 지금 알 수 없음)?; 예측 (?<foretold>\S+)명$/,
  faults: '어떤 장애를 일으킬까요',
  groups: { instances: '인스턴스', redis: 'Redis', keys: '키', cluster: '전체' },
  faultNames: {
    crash: ['instances', '강제 종료'],
    stop: ['redis', '중단'],
    freeze: ['redis', '2초 동안 멈춤'],
    overlap: ['keys', '겹쳐서 교체'],
    retire: ['keys', '이전 키 폐기'],
    cut: ['keys', '한 번에 교체'],
    reset: ['keys', '설정된 값으로 되돌리기'],
    restart: ['cluster', '모두 차례로 재시작'],
  },
  tokenSecret: '토큰 비밀 키',
  go: '실행',
  costsNobody: '아무도 로그아웃되지 않을 것입니다.',
  costs: /12명 중 (\d+)명이 로그아웃될 것입니다\./,
  obstacles: {
    gone: 'api-2: 지금 내려가 있으며 저절로 돌아옵니다.',
    redisGone: 'Redis가 지금 응답하지 않으며 저절로 돌아옵니다.',
    restart: '모든 인스턴스를 재시작하는 중입니다. 끝날 때까지 기다려 주세요.',
  },
  lives: { alive: '정상', dead: '다운', stalled: '멈춤' },
  timeline: '최근 1분',
  asList: '목록으로 보기',
  crashed: [
    'api-2: 강제로 종료했습니다',
    'api-2: 응답하지 않습니다 (감지됨)',
    'api-2: 다시 응답합니다 (감지됨)',
  ],
  stopped: [
    'Redis를 강제로 종료했습니다',
    'Redis가 응답하지 않습니다 (감지됨)',
    'Redis가 다시 응답합니다 (감지됨)',
  ],
  keys: {
    overlap: '토큰 비밀 키: 새 키로 서명하고 이전 키도 아직 받아들입니다',
    retire: '토큰 비밀 키: 이전 키를 더 이상 받아들이지 않습니다',
    cut: '토큰 비밀 키: 한 번에 교체했습니다',
    reset: '토큰 비밀 키: 설정된 값으로 되돌렸습니다',
  },
  restarted: '전체 재시작이 끝났습니다',
} as const;

export const breakWords = { en: english, ko: korean };

export type FaultName = keyof typeof english.faultNames;
export type Life = keyof typeof english.lives;

// The panel "Break it".
import type { breakTexts as english } from '../en/break.js';
import type { Translated } from '../translation.js';

const rings = { session: '쿠키 비밀 키', jwt: '토큰 비밀 키', published: '공개 키 쌍' };

const keyChanges = {
  overlap: '유예 기간을 두고 교체했습니다. 이전 키도 유효합니다',
  retire: '이전 키를 폐기했습니다',
  cut: '즉시 교체했습니다',
  reset: '설정된 키로 되돌렸습니다',
};

export const breakTexts: Translated<typeof english> = {
  cost: {
    noVisitor: '아무도 로그아웃되지 않습니다.',
    some: (range, of) => `${of}명 중 ${range}명이 로그아웃됩니다.`,
    each: (list, of) => `${of}명 중 로그아웃되는 인원: ${list}.`,
    target: (range, target) => `${range}명(${target})`,
    reasons: {
      'kept-in-instance': '로그인 정보가 로그인을 처리한 인스턴스의 메모리에 있습니다.',
      'not-in-instance': '로그인이 특정 인스턴스 하나에 의존하지 않습니다.',
      'kept-in-redis': '로그인 정보가 Redis에 있고, Redis는 빈 상태로 재시작됩니다.',
      copied: '아직 전달되지 않은 쓰기를 빼면 다른 Redis 서버에도 있습니다.',
      'read-back': 'Redis가 재시작할 때 AOF(append-only file)를 다시 읽습니다.',
      'not-in-redis': '로그인이 Redis에 의존하지 않습니다.',
      'other-key': '이 모드의 자격 증명은 이 키로 서명하지 않습니다.',
      'old-accepted': '이전 키도 아직 받아들입니다.',
      'old-refused': '이전 키로 서명한 자격 증명은 모든 인스턴스가 거부합니다.',
      'signed-by-new': '계속 사용되는 키로 서명한 자격 증명입니다.',
      renewed: '리프레시 토큰은 서명하지 않으므로 새 액세스 토큰을 받을 수 있습니다.',
      waits: '요청이 기다릴 뿐, 저장된 내용은 사라지지 않습니다.',
      'refused-meanwhile':
        'Redis가 다시 응답할 때까지 Redis가 필요한 요청이 503으로 실패하지만, 저장된 내용은 사라지지 않습니다.',
      moved: '일부 사용자가 세션이 없는 새 인스턴스로 넘어갑니다.',
      harmless: '로그인에 필요한 정보는 바뀌지 않습니다.',
    },
  },

  crowd: {
    title: '로그인 상태인 방문자',
    logIn: (count) => `방문자 ${count}명 로그인`,
    working: '로그인하는 중…',
    check: '지금 확인',
    checked: '방문자를 2초마다 확인하며, 실험이 실행되는 동안에는 멈춥니다.',
    empty: '아직 아무도 로그인하지 않았습니다.',
    count: (count, of) => `${of}명 중 ${count}명 로그인 상태`,
    unclear: (count) => `${count}명은 지금 알 수 없음`,
    predicted: (range) => `예측 ${range}명`,
    states: { in: '로그인 상태', out: '로그아웃됨', unclear: '지금 알 수 없음' },
    lostCredential: '자격 증명을 잃었습니다.',
    hint: '방문자 위에 포인터를 올리거나 Tab으로 이동하면 이유가 보입니다.',
  },

  downTime: {
    label: '지속 시간',
    names: { untilStarted: '다시 시작할 때까지', tenSeconds: '10초 동안', briefly: '잠깐' },
  },

  groups: {
    title: '일으킬 장애',
    instances: '인스턴스',
    redis: 'Redis',
    keys: '키',
    cluster: '전체 인스턴스',
  },

  faults: {
    crash: '강제 종료',
    drain: '재시작',
    stall: '일시 정지',
    start: '다시 시작',
    'redis-crash': '강제 종료',
    'redis-stall': '일시 정지',
    'redis-start': '다시 시작',
    'redis-persistence': '디스크 저장(AOF)',
    overlap: '유예 기간을 두고 교체',
    retire: '이전 키 폐기',
    cut: '즉시 교체',
    reset: '키 초기화',
    restart: '모두 차례로 재시작',
    fewer: '인스턴스 한 대 줄이기',
    more: '인스턴스 한 대 늘리기',
  },

  /** What each fault does. */
  says: {
    crash: '서버가 고장 난 것처럼 프로세스를 강제 종료합니다.',
    drain: '정상 재시작: 받은 요청을 모두 처리하고 종료한 뒤 다시 시작합니다.',
    stall: '가비지 컬렉션이 길어질 때처럼 프로세스는 살아 있지만 응답하지 않습니다.',
    start: '강제 종료한 인스턴스를 시작하거나, 일시 정지한 인스턴스를 이어서 실행합니다.',
    'redis-crash': 'Redis를 강제 종료합니다. 디스크 저장이 꺼져 있으면 빈 상태로 시작합니다.',
    'redis-stall': 'Redis가 응답하지 않습니다. 저장된 내용은 사라지지 않습니다.',
    'redis-start': '강제 종료한 Redis를 시작하거나, 일시 정지한 Redis를 이어서 실행합니다.',
    'redis-persistence':
      'AOF(append-only file)를 켜면 Redis는 성공으로 응답한 쓰기를 모두 지닌 채 재시작합니다. 머신이 고장 날 때만 마지막 1초 분량을 잃을 수 있습니다.',
    overlap: '모든 인스턴스가 새 키로 서명하고, 이전 키도 계속 받아들입니다.',
    retire: '유예 기간을 끝냅니다. 이전 키로 서명한 자격 증명을 거부합니다.',
    cut: '새 키로 서명하고 이전 키는 즉시 거부합니다. 키가 유출되었을 때의 조치입니다.',
    reset: '설정된 비밀 키를 다시 사용합니다. 키 쌍은 인스턴스마다 최신 것만 남습니다.',
    restart: '배포할 때처럼 하나씩 재시작합니다.',
    fewer: '마지막 인스턴스가 받은 요청에 모두 응답하고 종료합니다.',
    more: '포트를 여는 즉시 로드 밸런서가 요청을 보냅니다.',
  },

  /** The same where Redis has several servers. */
  saysOfNode: {
    'redis-crash': '프로세스를 강제 종료합니다. 프라이머리였다면 레플리카가 넘겨받습니다.',
    'redis-stall': '프로세스는 살아 있지만 응답하지 않습니다. 프라이머리였다면 레플리카가 넘겨받습니다.',
    'redis-start': '강제 종료한 프로세스를 시작하거나, 일시 정지한 프로세스를 이어서 실행합니다.',
  },

  targets: {
    redis: 'Redis',
    on: '켜기',
    off: '끄기',
    ring: '대상',
    to: (count) => `${count}대로 변경`,
    all: '실행',
  },

  rings,

  incidents: {
    crash: ({ instance }) => `${instance}: 강제 종료했습니다`,
    drain: ({ instance }) => `${instance}: 재시작합니다`,
    stall: ({ instance, ms }) =>
      ms === null ? `${instance}: 일시 정지했습니다` : `${instance}: ${ms / 1000}초 동안 일시 정지했습니다`,
    start: ({ instance }) => `${instance}: 다시 시작했습니다`,
    died: ({ instance }) => `${instance}: 응답하지 않습니다`,
    back: ({ instance }) => `${instance}: 다시 응답합니다`,
    'redis-crash': 'Redis를 강제 종료했습니다',
    'redis-stall': ({ ms }) =>
      ms === null ? 'Redis를 일시 정지했습니다' : `Redis를 ${ms / 1000}초 동안 일시 정지했습니다`,
    'redis-start': 'Redis를 다시 시작했습니다',
    'redis-died': 'Redis가 응답하지 않습니다',
    'redis-back': 'Redis가 다시 응답합니다',
    'node-crash': ({ node }) => `${node}: 강제 종료했습니다`,
    'node-stall': ({ node, ms }) =>
      ms === null ? `${node}: 일시 정지했습니다` : `${node}: ${ms / 1000}초 동안 일시 정지했습니다`,
    'node-start': ({ node }) => `${node}: 다시 시작했습니다`,
    'node-died': ({ node }) => `${node}: 응답하지 않습니다`,
    'node-back': ({ node }) => `${node}: 다시 응답합니다`,
    'node-promoted': ({ node }) => `${node}: 이제 Redis 프라이머리입니다`,
    'redis-persistence': ({ isPersistent }) =>
      isPersistent ? 'Redis 디스크 저장(AOF)을 켰습니다' : 'Redis 디스크 저장(AOF)을 껐습니다',
    keys: ({ ring, how }) => `${rings[ring]}: ${keyChanges[how]}`,
    'restart-begins': '롤링 재시작을 시작했습니다',
    'restart-ends': '롤링 재시작이 끝났습니다',
    'reset-begins': '랩 초기화를 시작했습니다',
    'reset-ends': '랩을 초기화했습니다',
    scale: ({ count, error }) =>
      error === null ? `인스턴스 수: ${count}` : `인스턴스 수 변경 실패: ${error}`,
  },

  obstacles: {
    waiting: '아직 클러스터 상태를 모릅니다.',
    run: '실험이 실행 중입니다. 끝날 때까지 기다리거나 취소하세요.',
    restart: '롤링 재시작 중입니다. 끝날 때까지 기다리세요.',
    scale: '인스턴스를 늘리거나 줄이는 중입니다. 끝날 때까지 기다리세요.',
    reset: '랩을 초기화하는 중입니다. 끝날 때까지 기다리세요.',
    noRedis: '랩 서버에 Redis 주소가 설정되지 않았습니다.',
    noPersistence:
      '컨테이너에서는 설정으로 정합니다. 다음 명령으로 다시 시작하세요: REDIS_APPENDONLY=yes docker compose up',
    noScale:
      '이 페이지에서는 인스턴스를 늘릴 수 없습니다. 다음 명령을 사용하세요: docker compose up --scale api=5',
    held: (instance) => `${instance}: 내려가 있습니다. 먼저 다시 시작하세요.`,
    redisHeld: 'Redis가 내려가 있습니다. 먼저 다시 시작하세요.',
    running: '다시 시작할 것이 없습니다.',
    noHold: '여기서는 자동으로 재시작됩니다.',
    gone: (instance) => `${instance}: 내려가 있으며 자동으로 재시작됩니다.`,
    redisGone: 'Redis가 내려가 있으며 자동으로 재시작됩니다.',
    fewest: '인스턴스가 한 대뿐입니다.',
    most: '인스턴스는 아홉 대가 최대입니다.',
  },

  timeline: {
    title: '최근 1분',
    asList: '목록으로 보기',
    asked: '직접 실행',
    detected: '감지됨',
    drawing: '최근 1분의 타임라인. 같은 내용이 아래 목록에 있습니다.',
    all: '전체',
    loggedIn: '로그인 수',
    now: '지금',
    ago: (seconds) => `${seconds}초 전`,
    nothing: '아직 발생한 일이 없습니다.',
    noticed: '감지됨',
    counted: (mode, count) => `${mode}: ${count}명 로그인 상태`,
  },
};

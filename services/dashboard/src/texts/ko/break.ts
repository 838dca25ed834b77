// The panel "Break it".
import type { breakTexts as english } from '../en/break.js';
import type { Translated } from '../translation.js';

export const breakTexts: Translated<typeof english> = {
  cluster: {
    restart: '모두 차례로 재시작',
    restartSays: '배포할 때처럼 하나씩 재시작합니다.',
    fewer: '인스턴스 한 대 줄이기',
    fewerSays: '마지막 인스턴스가 받은 요청에 모두 응답하고 종료합니다.',
    more: '인스턴스 한 대 늘리기',
    moreSays: '포트를 열자마자 로드 밸런서가 요청을 보냅니다.',
    to: (count) => `${count}대로 변경`,
    go: '실행',
  },

  cost: {
    nobody: '아무도 로그아웃되지 않을 것입니다.',
    some: (range, of) => `${of}명 중 ${range}명이 로그아웃될 것입니다.`,
    each: (list, of) => `${of}명 중 로그아웃될 인원: ${list}.`,
    reasons: {
      'kept-in-instance': '로그인에 필요한 것이 그 로그인을 처리한 인스턴스의 메모리에 있습니다.',
      'not-in-instance': '로그인에 필요한 것이 한 인스턴스에만 있지 않습니다.',
      'kept-in-redis': '로그인 정보가 Redis에 있고, Redis는 빈 상태로 돌아옵니다.',
      'read-back': 'Redis가 돌아올 때 AOF(append-only file)를 다시 읽습니다.',
      'not-in-redis': '로그인에 Redis가 필요하지 않습니다.',
      'other-key': '이 모드의 자격 증명은 이 키로 서명하지 않습니다.',
      'old-accepted': '이전 키도 아직 받아들입니다.',
      'old-refused': '이전 키로 서명한 것은 어떤 인스턴스도 받아들이지 않습니다.',
      'signed-by-new': '남는 키로 서명한 자격 증명입니다.',
      renewed: '리프레시 토큰은 서명하지 않으므로 새 액세스 토큰을 받을 수 있습니다.',
      waits: '그 인스턴스에 온 요청은 기다리고, 메모리의 내용은 그대로입니다.',
      'refused-meanwhile': '다시 응답할 때까지 요청이 거부되지만(503), 저장된 내용은 그대로입니다.',
      moved: '일부 사용자가 자신을 모르는 새 인스턴스로 보내집니다.',
      harmless: '로그인에 필요한 것은 그대로 있습니다.',
    },
  },

  crowd: {
    title: '아직 로그인되어 있는 사람',
    logIn: (count) => `방문자 ${count}명 로그인`,
    working: '로그인하는 중…',
    check: '지금 확인',
    checked: '이 화면이 보이는 동안 2초마다 확인하며, 실험이 실행되는 동안에는 쉽니다.',
    nobody: '아직 아무도 로그인하지 않았습니다.',
    count: (count, of) => `${of}명 중 ${count}명 로그인 상태`,
    unclear: (count) => `${count}명은 지금 알 수 없음`,
    predicted: (range) => `예측 ${range}명`,
    states: { in: '로그인 상태', out: '로그아웃됨', unclear: '지금 알 수 없음' },
    lostCredential: '자격 증명이 더 이상 없습니다',
    hint: '사람 위에 포인터를 올리거나 Tab으로 이동하면 이유가 보입니다.',
  },

  faults: {
    title: '어떤 장애를 일으킬까요',
    instances: '인스턴스',
    redis: 'Redis',
    keys: '키',
    cluster: '전체',
  },

  incidents: {
    crash: (who) => `${who}: 강제로 종료했습니다`,
    drain: (who) => `${who}: 재시작을 지시했습니다`,
    stall: (who, seconds) => `${who}: ${seconds}초 동안 멈추게 했습니다`,
    died: (who) => `${who}: 응답하지 않습니다`,
    back: (who) => `${who}: 다시 응답합니다`,
    'redis-crash': 'Redis를 강제로 종료했습니다',
    'redis-stall': (seconds) => `Redis를 ${seconds}초 동안 멈추게 했습니다`,
    'redis-died': 'Redis가 응답하지 않습니다',
    'redis-back': 'Redis가 다시 응답합니다',
    'persistence-on': '이제부터 Redis가 받은 데이터를 디스크에 저장합니다',
    'persistence-off': 'Redis가 더 이상 데이터를 디스크에 저장하지 않습니다',
    'keys-overlap': (ring) => `${ring}: 새 키로 서명하고 이전 키도 아직 받아들입니다`,
    'keys-retire': (ring) => `${ring}: 이전 키를 더 이상 받아들이지 않습니다`,
    'keys-cut': (ring) => `${ring}: 한 번에 교체했습니다`,
    'keys-reset': (ring) => `${ring}: 설정된 값으로 되돌렸습니다`,
    'restart-begins': '모든 인스턴스를 차례로 재시작합니다',
    'restart-ends': '전체 재시작이 끝났습니다',
    scale: (count) => `인스턴스 수: ${count}`,
    'scale-failed': (error) => `인스턴스 수: ${error}`,
    rings: { session: '쿠키 비밀 키', jwt: '토큰 비밀 키', published: '공개 키 쌍' },
  },

  instances: {
    crash: '강제 종료',
    crashSays: '서버가 고장 난 것처럼 프로세스를 강제로 종료합니다. 곧 새로 시작됩니다.',
    drain: '재시작',
    drainSays: '받은 요청에 모두 응답한 뒤 종료하고 새로 시작됩니다.',
    stall: '2초 동안 멈춤',
    stallSays: '가비지 컬렉션이 길어질 때처럼 아무것도 하지 않다가 다시 동작합니다.',
  },

  keys: {
    ring: '대상',
    overlap: '겹쳐서 교체',
    overlapSays: '모든 인스턴스가 새 키로 서명하고, 이전 키로 서명한 것도 받아들입니다.',
    retire: '이전 키 폐기',
    retireSays: '이전 키로 서명한 것을 이제부터 거부합니다. 키 교체의 나머지 절반입니다.',
    cut: '한 번에 교체',
    cutSays: '새 키로 서명하고 이전 키는 즉시 거부합니다. 키가 유출되었을 때의 방법입니다.',
    reset: '설정된 값으로 되돌리기',
    resetSays: '환경 변수의 비밀 키로 돌아갑니다. 키 쌍은 각 인스턴스의 최신 것만 남습니다.',
  },

  obstacles: {
    waiting: '컨트롤 룸이 아직 상태를 알려 주지 않았습니다.',
    run: '실험에 방해가 됩니다. 끝날 때까지 기다리거나 취소하세요.',
    restart: '모든 인스턴스를 재시작하는 중입니다. 끝날 때까지 기다려 주세요.',
    scale: '인스턴스를 늘리거나 줄이는 중입니다. 끝날 때까지 기다려 주세요.',
    noRedis: '컨트롤 룸이 Redis의 위치를 모릅니다.',
    noPersistence:
      '컨테이너에서는 설정으로 정합니다. REDIS_APPENDONLY=yes docker compose up으로 다시 시작하세요.',
    noScale: '여기에서는 인스턴스를 늘릴 수 없습니다. docker compose up --scale api=5를 사용하세요.',
    gone: (instance) => `${instance}: 지금 내려가 있으며 저절로 돌아옵니다.`,
    redisGone: 'Redis가 지금 응답하지 않으며 저절로 돌아옵니다.',
    fewest: '한 대뿐입니다.',
    most: '최대치인 아홉 대입니다.',
  },

  redis: {
    redis: 'Redis',
    redisCrash: '중단',
    redisCrashSays: '강제 종료되고 저절로 돌아옵니다. 디스크에 저장하지 않으면 빈 상태로 돌아옵니다.',
    redisStall: '2초 동안 멈춤',
    redisStallSays: '응답하지 않다가, 가진 데이터를 그대로 둔 채 다시 동작합니다.',
    persist: '디스크에 저장',
    persistOn: '이제부터 저장',
    persistOff: '저장하지 않기',
    persistSays: 'AOF(append-only file)를 켜면 Redis가 돌아올 때 1초 이전까지의 데이터가 남아 있습니다.',
  },

  drawing: {
    drawing: '최근 1분의 타임라인. 같은 내용이 아래 목록에 있습니다.',
    all: '전체',
    loggedIn: '로그인 수',
    ago: (seconds) => `${seconds}초 전`,
    now: '지금',
  },

  list: {
    ago: (seconds) => `${seconds}초 전`,
    nothing: '아직 아무 일도 없었습니다.',
    noticed: '감지됨',
    counted: (mode, count) => `${mode}: ${count}명 로그인 상태`,
  },

  timeline: {
    title: '최근 1분',
    asList: '목록으로 보기',
    asked: '채운 표시: 여기서 실행, 빈 표시: 감지됨',
  },
};

// The live map of the cluster.
import type { mapTexts as english } from '../en/map.js';
import type { Translated } from '../translation.js';

export const mapTexts: Translated<typeof english> = {
  cluster: { title: '실시간 클러스터', waiting: '클러스터 상태를 불러오는 중…' },

  carried: { nothing: '자격 증명 없음', whole: '헤더 전체', refresh: '그리고 리프레시 토큰' },

  details: { title: '요청 상세', close: '닫기' },

  latest: { title: '최근 요청', none: '아직 없습니다. 로그인하고 요청을 보내 보세요.', nobody: '응답 없음' },

  news: { counts: ({ accepted, refused }) => `통과 ${accepted}건, 거부 ${refused}건.` },

  rows: {
    sent: '요청',
    when: ({ time, ms }) => `${time}, ${ms} ms 뒤에 응답`,
    carried: '자격 증명',
    looked: '확인 과정',
    answer: '응답',
    words: '응답 원문',
    issued: '발급한 곳',
    served: '응답한 곳',
    nobody: '인스턴스 없음',
    unknown: '알 수 없음',
    retried: 'nginx가 먼저 다른 인스턴스에 보냈지만 응답하지 않았습니다.',
    status: ({ status }) => (status === null ? '응답 없음' : `HTTP ${status}`),
  },

  lookUp: {
    keys: {
      shared: '모든 인스턴스가 공유하는 비밀 키',
      own: '자기만 가진 비밀 키',
      published: '발급한 인스턴스가 공개한 공개 키',
    },
    stores: { memory: '자기 메모리', redis: 'Redis' },
    credentials: { session: '쿠키', jwt: '토큰' },
    goodSignature: ({ of, keys, ms }) => `${keys}로 ${of}의 서명을 검증했습니다${ms}.`,
    badSignature: ({ of, keys, ms }) =>
      `${keys}로 ${of}의 서명을 검증하려 했지만 맞지 않았습니다${ms}. 더 조회하지 않았습니다.`,
    nobody: '요청이 인스턴스에 도달하지 못했습니다.',
    nothing: '없음: 요청에 자격 증명이 없습니다.',
    unreadable: '자격 증명을 읽을 수 없어 더 조회하지 않았습니다.',
    password: '모든 인스턴스가 가진 사용자 목록으로 비밀번호를 확인했습니다.',
    goodClaims: '토큰의 대상과 유효 기간을 확인했습니다. 유효합니다.',
    badClaims: '토큰의 대상과 유효 기간을 확인했습니다. 지금 여기에서는 유효하지 않습니다.',
    copied: '추가 조회 없음: 서명된 세션 사본으로 충분했습니다.',
    nothingElse: '추가 조회 없음: 토큰의 내용만으로 충분했습니다.',
    wrote: ({ where }) => `결과를 ${where}에 기록했습니다.`,
    session: ({ where, ms }) => `${where}에서 세션을 조회했습니다${ms}: `,
    denylist: ({ where, ms }) => `${where}의 거부 목록에서 토큰을 조회했습니다${ms}: `,
    'refresh-token': ({ where, ms }) => `${where}에서 리프레시 토큰을 조회했습니다${ms}: `,
    findings: {
      session: { found: '있습니다.', 'not-found': '없습니다.', 'no-answer': '응답이 없습니다.' },
      denylist: {
        found: '폐기되었습니다.',
        'not-found': '폐기되지 않았습니다.',
        'no-answer': '응답이 없습니다.',
      },
    },
  },

  legend: {
    dots: '점 하나가 실제 요청 하나이며, 응답하는 인스턴스의 색과 모양을 띱니다. 클릭하면 그 요청의 자격 증명을 볼 수 있습니다.',
    still: '요청이 지나간 선이 밝아집니다. 결과는 아래 목록에 나옵니다.',
    pace: ({ ms, seconds }) => `마지막 요청: ${ms} ms(${seconds}초로 느리게 표시).`,
    share: ({ shown, seen }) => `초당 요청 ${seen}개 중 ${shown}개를 표시하고 있습니다.`,
  },

  logIns: {
    title: '여기에 보관된 로그인',
    token: '토큰',
    refresh: '리프레시 토큰',
    left: '남아 있음',
    lost: '사라짐',
    pending: '진행 중인 외부 로그인',
    routes: '방문자별 경로',
  },

  answers: { counts: ({ accepted, refused }) => `통과 ${accepted}건, 거부 ${refused}건` },

  instance: {
    logIns: '보관 중인 세션',
    logInsOf: ({ mode }) => `보관 중인 세션, ${mode}`,
    gone: '없음',
    none: '–',
    memory: '메모리',
    uptime: '가동',
    rate: '요청',
    clock: '시계',
    perSecond: ({ rate }) => `${rate}/초`,
    units: { h: '시간', min: '분', s: '초' },
    off: ({ seconds }) => `${Math.abs(seconds)}초 ${seconds < 0 ? '느림' : '빠름'}`,
  },

  nginx: {
    name: 'nginx',
    'round-robin': '라운드 로빈',
    sticky: '스티키 세션',
  },

  provider: {
    name: '제공자',
    what: '비밀번호 확인',
  },

  redis: {
    name: 'Redis',
    unused: '이 모드에서는 사용하지 않음',
    keys: '키',
    memory: '메모리',
    file: '디스크',
    persistent: '저장(AOF)',
    volatile: '저장 안 함',
    nodes: 'Redis 서버',
    roles: { primary: '프라이머리', replica: '레플리카' },
    replicaOf: ({ primary }) => `${primary}의 레플리카`,
  },

  partMenu: {
    open: ({ part }) => `${part} 조작`,
  },

  visitors: {
    visitors: '방문자',
    empty: '로그인하지 않음',
    crowd: (count) => `방문자 ${count}명`,
    victim: '피해자',
    thief: '피해자와 도둑',
    loadTest: '부하 테스트',
    load: '부하',
    runs: '실험 실행 중',
  },

  life: {
    alive: '정상',
    starting: '시작 중',
    draining: '종료 중',
    stalled: '일시 정지',
    cutOff: '연결 끊김',
    dead: '다운',
  },

  kinds: {
    login: '로그인',
    me: '내 정보 조회',
    logout: '로그아웃',
    refresh: '토큰 갱신',
    sessions: '로그인 목록',
    end: '로그인 종료',
  },

  outcome: {
    accepted: '통과',
    unanswered: '응답 없음',
    reasons: {
      'unknown-session': '세션 없음',
      'bad-signature': '서명 불일치',
      'missing-credential': '자격 증명 없음',
      'invalid-credentials': '비밀번호 불일치',
      'invalid-claims': '클레임 불일치',
      malformed: '읽을 수 없음',
      expired: '만료됨',
      revoked: '폐기됨',
      'reused-token': '토큰 재사용',
      'store-unavailable': 'Redis 무응답',
      'no-instance': '인스턴스 없음',
      'not-remembered': '서버에 기록 없음',
    },
  },

  stage: { parts: '요청이 지나는 순서대로 본 클러스터 구성', instances: '인스턴스' },
};

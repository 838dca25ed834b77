// The live map of the cluster.
import type { mapTexts as english } from '../en/map.js';
import type { Translated } from '../translation.js';

export const mapTexts: Translated<typeof english> = {
  cluster: { title: '실시간 클러스터', waiting: '컨트롤 룸에서 클러스터 상태를 기다리는 중…' },

  carried: { nothing: '자격 증명 없음', whole: '헤더 전체', refresh: '그리고 리프레시 토큰' },

  details: {
    title: '요청 하나',
    close: '닫기',
  },

  latest: { title: '최근 요청', none: '아직 없습니다. 로그인하고 요청을 보내 보세요.', nobody: '응답 없음' },

  news: { counts: ({ accepted, refused }) => `수락 ${accepted}건, 거부 ${refused}건.` },

  rows: {
    sent: '요청',
    when: ({ time, ms }) => `${time}, ${ms} ms 뒤에 응답`,
    carried: '자격 증명',
    looked: '확인 과정',
    answer: '응답',
    words: '응답 원문',
    issued: '발급한 곳',
    served: '응답한 곳',
    nobody: '없음',
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

  legend: {
    dots: '점 하나가 실제 요청 하나이며, 응답하는 인스턴스의 색과 모양을 띱니다. 클릭하면 그 요청의 자격 증명을 볼 수 있습니다.',
    still: '요청이 지나간 선이 밝아집니다. 결과는 아래 목록에 나옵니다.',
    pace: ({ ms, seconds }) =>
      `마지막 요청은 실제로 ${ms} ms 걸렸고, 그 경로를 ${seconds}초에 걸쳐 그립니다.`,
    share: ({ shown, seen }) => `초당 요청 ${seen}개 중 ${shown}개를 표시하고 있습니다.`,
  },

  instance: {
    logIns: '보관한 로그인',
    logInsOf: ({ mode }) => `보관한 로그인, ${mode}`,
    gone: '사라짐',
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
    'round-robin': '인스턴스에 차례로',
    sticky: '방문자를 늘 같은 인스턴스로',
  },

  redis: {
    name: 'Redis',
    unused: '이 모드는 쓰지 않음',
    keys: '키',
    memory: '메모리',
    file: '디스크',
    persistent: '저장(AOF)',
    volatile: '저장 안 함',
  },

  visitors: {
    visitors: '방문자',
    nobody: '로그인한 사람이 없음',
    crowd: (count) => `방문자 ${count}명`,
    victim: '피해자',
    thief: '피해자와 도둑',
    loadTest: '부하 테스트',
    runs: '실험 실행 중',
  },

  life: { alive: '정상', starting: '시작 중', draining: '종료 중', stalled: '멈춤', dead: '다운' },

  kinds: { login: '로그인', me: '나는 누구?', logout: '로그아웃', refresh: '토큰 갱신' },

  outcome: {
    accepted: '수락',
    retried: 'nginx가 재시도',
    unanswered: '응답 없음',
    reasons: {
      'unknown-session': '모르는 세션',
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
      'not-remembered': '기억하는 곳 없음',
    },
  },

  stage: { parts: '요청이 지나는 순서대로 본 클러스터 구성', instances: '인스턴스' },
};

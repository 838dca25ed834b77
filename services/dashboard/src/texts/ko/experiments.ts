// The panel "Experiments".
import type { experimentsTexts as english } from '../en/experiments.js';
import type { Translated } from '../translation.js';

export const experimentsTexts: Translated<typeof english> = {
  chooser: {
    title: '측정할 실험',
    modes: '모드',
    allModes: '전체',
    start: '시작',
    starting: '시작하는 중…',
    nothing: '먼저 실험을 고르세요.',
    running: '이 탭이나 다른 탭에서 실험이 진행 중입니다. 끝날 때까지 기다리거나 취소하세요.',
    changing: '인스턴스를 재시작하거나 대수를 바꾸는 중입니다. 끝날 때까지 기다리세요.',
  },

  command: {
    same: '터미널 명령',
    copy: '복사',
    copied: '복사했습니다',
    own: '이 클러스터가 아니라 별도의 클러스터에 장애를 일으킵니다.',
  },

  run: {
    current: '진행 중인 실험',
    last: '마지막 실험',
    earlier: '이전 실험',
    backToLast: '마지막 실험으로 돌아가기',
    trials: (done: number, total: number | null) =>
      total === null ? `시행 ${done}회 완료` : `시행 ${total}회 중 ${done}회`,
    cancel: '취소',
    cancelling: '취소하는 중…',
    stays: '이 탭을 닫아도 계속 진행되며, 모든 탭에 같은 실험이 표시됩니다.',
  },

  earlier: { title: '이전 실험' },

  list: {
    experiments: '실험',
    loading: '실험 목록을 불러오는 중…',
    groups: { scorecard: '스코어카드', faults: '장애', all: '전체' },
    none: '선택 해제',
    breaks: '장애 발생',
    obstacle: '여기서는 실행할 수 없습니다:',
  },

  load: {
    load: 'steady의 부하',
    users: '사용자',
    requests: '시행당 요청',
    repeats: '반복',
  },

  questions: {
    steady: '장애가 없을 때 로그인한 사용자의 요청은 얼마나 실패합니까?',
    revocation:
      '자격 증명을 복사한 뒤 사용자가 한 번 로그아웃합니다. 로그아웃이 거부됩니까? 성공한 뒤에도 사본은 얼마나 오래 유효합니까?',
    'single-login':
      '한 사용자가 다른 로그인을 모두 끝내도록 요청하며 동시에 열 번 로그인합니다. 유효한 로그인은 몇 개 남습니까? 로그인하는 동안 /me를 호출한 페이지는 로그인 상태입니까?',
    'refresh-race':
      '같은 리프레시 토큰을 동시에 20번, 유예 시간이 지난 뒤, 또는 중복해서 사용합니다. 정상 사용자가 로그아웃됩니까? 유효한 후속 토큰이 둘 이상 생깁니까?',
    'logout-race': '요청을 처리하는 중에 로그아웃합니다. 끝난 세션이 다시 유효해집니까?',
    forgery: '모든 종류의 위조 자격 증명을 모든 인스턴스가 401로 거부하고 로그인 방법을 안내합니까?',
    exposure: '자격 증명을 가진 사람은 키 없이 무엇을 읽을 수 있고, 그 길이는 얼마입니까?',
    expiry: '자격 증명은 만료될 때까지 유효하고, 그 뒤로는 모든 인스턴스가 거부합니까?',
    'sign-in':
      'OpenID 제공자를 거쳐 로그인합니다. 콜백이 로그인을 시작하지 않은 인스턴스로 갈 수 있을 때, 몇 번이나 로그인에 성공합니까?',
    'provider-log-out':
      'OpenID 제공자에서 로그아웃하면 제공자가 랩의 한 주소를 호출합니다. 그 제공자를 거쳐 만들어진 세션은 몇 개나 끝납니까?',
    guessing:
      '한 사용자의 비밀번호를 계속 추측합니다. 모든 추측이 거부되기 전까지 틀린 비밀번호를 몇 번 확인해 줍니까?',
    crash:
      '요청을 처리하는 중에 인스턴스 한 대가 강제 종료되었다가 다시 시작됩니다. 누가 로그아웃되고, 요청이 얼마나 실패합니까?',
    'rolling-restart': '요청을 처리하는 중에 모든 인스턴스를 차례로 재시작합니다. 요청이 실패합니까?',
    'redis-crash':
      'Redis가 AOF 없이, 그리고 AOF를 켠 채 강제 종료되었다가 다시 시작됩니다. 누가 로그아웃됩니까?',
    'redis-stall':
      '요청을 처리하는 중에 Redis가 2초 동안 일시 정지합니다. 어떤 요청이 실패하고, 무엇이 뒤늦게 처리됩니까?',
    'redis-failover':
      'Redis 프라이머리가 강제 종료되고, 다음 프라이머리는 일시 정지합니다. 무엇이 사라지고, 로그인이 얼마 동안 실패합니까?',
    'redis-partition':
      'Redis 프라이머리가 5초 동안 레플리카와 끊기지만 클라이언트는 여전히 접속합니다. 어떤 로그인과 로그아웃이 사라집니까?',
    'instance-stall':
      '요청을 처리하는 중에 인스턴스 한 대가 3초 동안 일시 정지합니다. 요청이 실패합니까? 1초 넘게 기다리는 사용자는 몇 명입니까?',
    'scale-out':
      '요청을 처리하는 중에 인스턴스 두 대를 늘립니다. 요청이 실패합니까? 어떤 사용자가 다른 인스턴스로 넘어갑니까?',
    'scale-in':
      '요청을 처리하는 중에 인스턴스 두 대를 줄입니다. 요청이 실패합니까? 어떤 사용자가 다른 인스턴스로 넘어갑니까?',
    'key-rotation': '서명 키를 유예 기간을 두고, 또 즉시 교체합니다. 누구의 자격 증명이 거부됩니까?',
  },

  tables: {
    'Logged-in requests lost': '로그인한 사용자의 실패한 요청',
    'Latency and goodput of successes': '성공한 요청의 지연 시간과 유효 처리량(goodput)',
    Scorecard: '스코어카드',
    Faults: '장애',
  },

  result: {
    report: '보고서',
    download: (format: string) => `${format} 내려받기`,
    language: '표와 파일은 명령줄의 보고서 그대로이며 영어입니다.',
  },

  trials: {
    title: '시행',
    mode: '모드',
    experiment: '실험',
    client: '클라이언트',
    result: '결과',
    agrees: '예측과 같음',
    yes: '예측과 같음',
    no: '예측과 다름',
    undecided: '판정 불가: 어떤 결과가 나와도 예측과 다르다고 할 수 없음',
    unmeasured: '측정하지 못함',
    older: (count: number) => `이전 시행 ${count}회는 표시하지 않습니다. 보고서에 모두 있습니다.`,
  },

  status: {
    running: '진행 중',
    agreed: '완료: 예측과 다른 시행이 없습니다.',
    disagreed: '완료: 예측과 다른 시행이 있습니다(≠).',
    unmeasured: '완료했지만 측정하지 못한 시행이 있습니다. 설명을 확인하세요.',
    cancelled: '취소했습니다. 그때까지 측정한 결과는 남아 있습니다.',
    failed: (failure: string) => `실패했습니다. ${failure}`,
  },
};

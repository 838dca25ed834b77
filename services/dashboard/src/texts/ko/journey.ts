// The panel "Try it".
import type { journeyTexts as english } from '../en/journey.js';
import type { Translated } from '../translation.js';

export const journeyTexts: Translated<typeof english> = {
  panel: {
    visitors: '방문자',
    rates: '얼마나 실패하는가',
  },

  logOut: {
    'every-instance': (by) => `${by}에서 무효화(폐기)했습니다. 이제 모든 인스턴스가 사본을 거부합니다.`,
    'one-instance': (by) => `${by}의 메모리에서만 폐기했습니다. 다른 인스턴스는 사본을 계속 받아들입니다.`,
    nowhere: (by) => `${by}에서 폐기한 것이 없습니다. 토큰 사본은 만료될 때까지 유효합니다.`,
    'when-copy-expires': (by) =>
      `${by}에서 세션을 끝냈습니다. 훔친 쿠키는 서명된 세션 사본이 만료될 때까지 유효합니다.`,
    renewal: (by) =>
      `${by}에서 리프레시 토큰을 폐기했습니다. 액세스 토큰 사본은 만료될 때까지 유효하지만 갱신할 수 없습니다.`,
    refused: (why) => `로그아웃이 실패하여 아무것도 폐기되지 않았습니다. ${why}`,
  },

  chart: {
    measured: '실패',
    predicted: '예측',
    requests: '요청 수',
    label: (mode, lost, predicted) => `${mode}의 실패한 요청 비율: ${lost}, 예측 ${predicted}`,
    unknown: '알 수 없음',
    noInstances: '예측할 수 없습니다. 실행 중인 인스턴스가 없습니다.',
    afterFirst: '예측선은 첫 요청과 함께 나타납니다. 어떻게 될까요?',
    unbroken: (why) => `장애가 없을 때의 예측: ${why}`,
  },

  rates: {
    reset: '집계 초기화',
    resetHint: '모드, 방문자, 인스턴스 수를 바꿔도 초기화됩니다.',
    summary: (mode, { sent, lost }) => `${mode}: ${sent}개 중 ${lost}개 실패.`,
  },

  table: {
    caption: '로그인한 방문자의 실패한 요청',
    sent: '보냄',
    lost: '실패',
    measured: '측정',
    interval: '95% 신뢰구간',
    predicted: '예측',
    verdict: '예측이 구간 안에 있습니까?',
    agrees: '예',
    disagrees: '아니요',
    undecided: '판정 불가: 요청이 너무 적음',
    intervalHint: '구간은 윌슨 점수 구간입니다. 이 측정으로 배제되지 않는 비율의 범위입니다.',
  },

  predict: {
    title: '먼저 예측하기',
    how: (mode, instances, count) =>
      `방문자 한 명이 ${mode}에서 새로 로그인하고(인스턴스 ${instances}대) 요청 ${count}개를 보냅니다.`,
    question: (count) => `요청 ${count}개 중 몇 개가 실패할까요?`,
    go: (count) => `${count}개를 보내고 확인하기`,
    first: (count) => `먼저 예측하세요: 0부터 ${count}까지의 정수.`,
    wait: '지금 보낸 요청의 응답을 기다리세요.',
    noInstances: '실행 중인 인스턴스가 없습니다.',
  },

  round: {
    guess: '내 예측',
    measured: '측정',
    predicted: '이론',
    exact: '정확히 맞혔습니다.',
    offBy: (by) => `${by}개 차이로 빗나갔습니다.`,
  },

  rounds: {
    caption: '지난 라운드',
    mode: '모드',
    guess: '예측',
    instances: (count) => `N = ${count}`,
    browser: '브라우저',
  },

  send: {
    send: (count) => `${count}개 보내기`,
    stop: '중지',
    nobody: 'alice로 로그인한 다음 10개를 보내 보세요.',
    missing: (mode) => `${mode}에는 로그인한 방문자가 없어 요청을 보내지 않습니다.`,
    who: '무작위 방문자의 GET /me를 보냅니다.',
    progress: (done, count) => `${count}개 중 ${done}개 보냄`,
  },

  theory: {
    both: '이론도 정확했습니다.',
    exact: '이론은 정확했습니다.',
    chance: (by) =>
      `이론과는 ${by}개 차이가 납니다. 이론은 평균을 예측하고, 각 요청이 어느 인스턴스로 갈지는 우연에 달려 있습니다.`,
    off: (by) =>
      `이론과는 ${by}개 차이가 납니다. 우연만으로는 설명하기 어렵습니다. 장애가 있거나 인스턴스 수가 바뀌었습니다.`,
  },

  introduction: {
    'log-in': 'alice가 로그인합니다.',
    requests: '요청 여섯 개를 보냅니다.',
    over: '이제 직접 요청을 보내거나 모드를 바꿔 보세요.',
  },

  verdict: {
    none: '직접 보낸 요청 없음',
    refused: (count, of) => `${of}개 중 ${count}개 거부`,
    failed: (count, of) => `${of}개 중 ${count}개 실패`,
    predicted: (share) => `예측 ${share}`,
  },

  visitor: {
    out: '로그인하지 않음',
    in: '로그인됨',
    lost: '로그아웃됨',
    taken: '세션이 없는 인스턴스가 쿠키를 삭제하도록 응답했습니다. 다시 로그인하세요.',
    issuedBy: '발급:',
    session: '세션 쿠키',
    jwt: '액세스 토큰',
    until: (time) => `${time}까지`,
  },

  logIn: {
    logIn: (user) => `${user} 로그인`,
    logOut: (user) => `${user} 로그아웃`,
  },

  why: {
    alone: () => '인스턴스가 한 대뿐이어서 모든 요청을 받고, 로그인한 사용자를 모두 압니다.',
    portable: () => '어느 인스턴스가 발급했든 모든 인스턴스가 자격 증명을 검증할 수 있습니다.',
    sticky: () => '로드 밸런서가 사용자의 요청을 그 사용자를 아는 인스턴스로만 보냅니다.',
    remembers: (odds) =>
      `로그인을 처리한 인스턴스만 세션을 기억합니다. ${odds.instances}대 중 나머지 ${odds.instances - 1}대는 거부합니다: ${odds.refused}.`,
    'holds-key': (odds) =>
      `자격 증명을 발급한 인스턴스만 검증할 키를 가지고 있습니다. ${odds.instances}대 중 나머지 ${odds.instances - 1}대는 거부합니다: ${odds.refused}.`,
    'cookie-taken': (odds) =>
      `요청이 ${odds.instances}대 중 나머지 ${odds.instances - 1}대로 처음 가는 순간 쿠키가 지워져, 그 뒤의 요청은 모두 실패합니다. 로그인 한 번에 평균 ${odds.perLogIn}개만 성공하므로, 로그인당 요청이 많을수록 예측선이 높아집니다.`,
  },
};

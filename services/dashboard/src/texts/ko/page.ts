// The frame of the page, its notices, and the reasons of answers.
import type { pageTexts as english } from '../en/page.js';
import type { Translated } from '../translation.js';

export const pageTexts: Translated<typeof english> = {
  panels: {
    panels: '패널',
    journey: '해 보기',
    break: '장애 일으키기',
    fix: '고치기',
    theft: '탈취하기',
    'log-ins': '로그인 관리',
    token: '토큰',
    'sign-in': '외부 로그인',
    experiments: '실험',
    probe: '로그인 검사',
    room: '함께하기',
  },

  reasons: {
    accepted: ({ issuedBy, servedBy }) =>
      issuedBy === servedBy
        ? `${servedBy}에서 직접 발급한 자격 증명입니다.`
        : `${issuedBy}에서 발급한 자격 증명을 ${servedBy}에서 받아들입니다.`,
    unanswered: '응답이 없습니다. 다시 시도하고, 계속 실패하면 랩이 실행 중인지 확인하세요.',
    'unknown-session': ({ issuedBy, servedBy }) =>
      `이 세션은 ${issuedBy}에서 만들어졌고, ${servedBy}에는 없습니다.`,
    'session-gone': ({ issuedBy, servedBy }) =>
      issuedBy === servedBy
        ? `${servedBy}에서 만든 세션이지만 이제 존재하지 않습니다.`
        : `${issuedBy}에서 만든 세션이지만, ${servedBy}에서 조회한 저장소에 더 이상 없습니다.`,
    'bad-signature': ({ issuedBy, servedBy }) =>
      issuedBy === servedBy
        ? `${servedBy}에서 서명을 검증하지 못했습니다. 신뢰하는 키 중에 서명한 키가 없습니다.`
        : `${issuedBy}의 서명을 ${servedBy}에서 검증하지 못했습니다. 신뢰하는 키 중에 서명한 키가 없습니다.`,
    'missing-credential': ({ servedBy }) =>
      `요청에 자격 증명이 없어 ${servedBy}에서는 누구인지 알 수 없습니다.`,
    'invalid-credentials': ({ servedBy }) => `${servedBy}: 사용자 이름이나 비밀번호가 맞지 않습니다.`,
    'too-many-attempts': ({ servedBy }) =>
      `${servedBy}: 비밀번호를 너무 여러 번 틀려서 당분간 확인하지 않습니다.`,
    overloaded: ({ servedBy }) => `${servedBy}: 확인할 로그인이 너무 많습니다. 1초 뒤에 다시 시도하세요.`,
    'invalid-claims': ({ servedBy }) => `${servedBy}: 클레임의 용도나 유효 기간이 맞지 않습니다.`,
    malformed: ({ servedBy }) => `${servedBy}: 이 모드가 발급하는 형식이 아니어서 읽을 수 없습니다.`,
    expired: ({ servedBy }) => `${servedBy}의 시계로는 자격 증명이 이미 만료되었습니다.`,
    revoked: ({ servedBy }) => `로그아웃으로 무효화(폐기)되었으며, ${servedBy}의 거부 목록에 있습니다.`,
    'log-in-ended': ({ servedBy }) =>
      `로그아웃 또는 토큰 재사용으로 무효화된 로그인임을 ${servedBy}에서 확인했습니다.`,
    'reused-token': ({ servedBy }) =>
      `이미 사용된 리프레시 토큰입니다. ${servedBy}에서 탈취로 보고 로그인을 끝냅니다.`,
    'store-unavailable': ({ servedBy }) =>
      `${servedBy}에서 처리하려면 Redis가 필요하지만 응답하지 않습니다. Redis가 재시작되면 다시 시도하세요.`,
    'no-instance': () => 'nginx가 연결할 수 있는 인스턴스가 없습니다. 재시작될 때까지 기다리세요.',
    'not-remembered': ({ servedBy }) =>
      `이 모드는 서버에 로그인 기록이 없어 ${servedBy}에서 처리할 수 없습니다.`,
    'logged-in': ({ servedBy }) => `${servedBy}에서 비밀번호를 확인하고 자격 증명을 발급했습니다.`,
    'logged-out': ({ servedBy }) => `${servedBy}에서 로그아웃을 처리했습니다.`,
    listed: ({ servedBy }) => `${servedBy}에서 알고 있는 이 사용자의 로그인 목록을 보냈습니다.`,
    ended: ({ servedBy }) => `${servedBy}에서 해당 로그인을 종료했습니다.`,
    renewed: ({ servedBy }) => `${servedBy}에서 리프레시 토큰을 확인하고 새 액세스 토큰을 발급했습니다.`,
  },

  countdown: {
    left: (seconds: number) => `${seconds}초 남음`,
    over: '만료됨',
    never: '응답에 만료 시각이 없음',
  },

  header: {
    title: '스케일 아웃 랩',
    question: '세션이냐 JWT냐, 그리고 서버를 한 대 더 늘리면 어떻게 될까?',
    workshop: '워크숍',
    closeWorkshop: '워크숍 닫기',
    theme: '색상',
    themes: { system: '시스템 색상', light: '밝게', dark: '어둡게' },
    otherLanguage: 'English',
    lost: '연결이 끊겼습니다. 랩 서버가 응답하지 않아 화면이 최신이 아닐 수 있습니다. 다시 연결하는 중입니다. 랩을 껐다면 다시 시작하세요.',
    present: '발표 화면',
    closePresent: '발표 화면 닫기',
    introduce: '소개 다시 보기',
    more: '더 보기',
    storage: '브라우저 저장소',
    interface: 'API',
  },

  room: {
    title: '함께하기',
    enter: (name, isHost) => (isHost ? `${name} (호스트)` : name),
    none: '아직 보낸 요청이 없습니다',
    quiet: '아직 요청 없음',
    own: (lost, sent) => `내 요청 ${sent}번 중 ${lost}번 실패`,
    visitors: (count) => `방문자 ${count}명`,
    predicted: (share) => `예측 ${share}`,
    loss: ({ lost, sent, share }) => `모두의 요청 ${sent}번 중 ${lost}번 실패 (${share})`,
  },

  notice: {
    close: '닫기',
    unknownNames: (names) => `링크에 알 수 없는 이름이 있습니다: ${names}. 대신 기본값을 보여 줍니다.`,
    problems: {
      unreachable: '랩 서버가 응답하지 않습니다. 랩이 실행 중인지 확인하고, 아니면 다시 시작하세요.',
      'no-weak-secret':
        '약한 비밀 키를 쓰는 모드가 꺼져 있습니다. WEAK_SECRET=on npm start로 다시 시작하세요.',
      'host-only': '호스트만 할 수 있습니다. 호스트가 모두에게 허용하면 누구나 할 수 있습니다.',
      'name-taken': '이미 있는 이름입니다. 다른 이름을 고르세요.',
      'too-fast': '함께 쓰는 랩에 요청을 너무 많이 보냈습니다. 몇 초 기다리세요.',
      busy: '지금 진행 중인 작업에 방해가 됩니다. 끝날 때까지 기다리거나 취소하세요.',
      'visitors-lost':
        '랩 서버가 재시작되거나 랩이 초기화되어 방문자 정보가 사라졌습니다. 다시 로그인하세요.',
    },
  },

  recording:
    '녹화된 화면입니다. 직접 로그인하고, 요청을 보내고, 장애를 일으키려면 랩을 시작하세요: npm start',

  toolbar: {
    tried: '설정',
    mode: '모드',
    versus: '비교 모드',
    none: '없음',
    client: '방문자',
    models: { pinned: '스크립트(처음 받은 쿠키 유지)', browser: '브라우저(Set-Cookie 적용)' },
    speed: '속도',
    speeds: { slow: '느리게', normal: '보통', fast: '빠르게' },
  },
};

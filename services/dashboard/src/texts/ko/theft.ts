// The panel "Steal it".
import type { theftTexts as english } from '../en/theft.js';
import type { Translated } from '../translation.js';

export const theftTexts: Translated<typeof english> = {
  renew: {
    title: '리프레시 토큰으로 갱신',
    intro: (graceSeconds, familySeconds) =>
      `리프레시 토큰을 사용하면 후속 토큰 하나로 교체됩니다(로테이션). 이미 사용한 토큰으로도 ${graceSeconds}초(REFRESH_GRACE) 동안은 같은 후속 토큰을 다시 받습니다. 탭을 여러 개 연 사용자에게 필요하기 때문이며, 그 사이의 탈취는 감지되지 않습니다. 그 뒤에 재사용하면 탈취로 보고 두 사람 모두의 로그인을 끝냅니다. 순서를 바꿔서, 그리고 로그아웃한 뒤에도 시도해 보세요. 여기서 리프레시 토큰은 ${familySeconds}초 동안 유효합니다.`,
    victim: 'alice가 갱신',
    thief: '훔친 리프레시 토큰으로 갱신',
    by: { victim: 'alice', thief: '도둑' },
  },

  replay: {
    expiry: '사본 만료까지:',
    before: '로그아웃하기 전에는 사본도 원본처럼 유효합니다.',
    works: (seconds, reach, of) =>
      `로그아웃 ${seconds}초 뒤에도 사본이 유효합니다(지금까지 ${of}대 중 ${reach}대).`,
    worked: (seconds, reach, of) =>
      `사본은 로그아웃 뒤 ${seconds}초 동안, 인스턴스 ${of}대 중 ${reach}대에서 유효했습니다.`,
    stopped: (of) => `${of}대 모두 사본을 즉시 거부했습니다.`,
    predictedAtOnce: '예측: 즉시 거부.',
    prediction: (reach, of, seconds) =>
      `예측: ${of}대 중 ${reach}대, 만료될 때까지(로그아웃 ${seconds}초 뒤).`,
    agrees: '예측과 같습니다.',
    disagrees: '예측과 다릅니다.',
    accepted: '통과',
    refused: '거부',
    lately: '최근 재전송(오른쪽이 최신)',
  },

  steps: {
    holds: (instance) => `alice가 ${instance}에서 발급한 자격 증명을 가지고 있습니다.`,
    refused: '로그인이 거부되었습니다.',
    expiry: '자격 증명 만료까지:',
    copied: (header, characters) => `${header}, ${characters}자:`,
    withRefresh: '리프레시 토큰도 함께 복사했습니다.',
    noAffinity: '사본에는 스티키 세션 쿠키가 없으므로 로드 밸런서는 도둑을 새로운 사용자로 취급합니다.',
    loggedOut: 'alice가 로그아웃했습니다.',
    loggedOutAfter: (tries) =>
      `alice가 ${tries}번째 시도에서 로그아웃했습니다. 앞의 시도는 세션이 없는 인스턴스에서 거부되었습니다.`,
    missed: (instance, missed, of) =>
      `로그아웃이 실패했습니다. alice의 세션이 없는 ${instance}에서 처리되어, 다른 곳에서는 세션이 여전히 유효합니다. 로그아웃 ${of}번 가운데 ${missed}번이 이렇게 실패합니다. alice는 로그아웃했다고 생각합니다. 다시 시도하려면 버튼을 누르세요.`,
    notOut: '로그아웃이 거부되었습니다:',
  },

  panel: {
    title: '자격 증명 탈취',
    intro: '사본만 있으면 누구나 본인으로 인정됩니다. 무엇이 얼마나 빨리 막을 수 있을까요?',
    allAtOnce: '모든 단계를 한 번에',
    one: (seconds) => `1. 피해자가 ${seconds}초 동안 유효한 자격 증명으로 로그인합니다`,
    logIn: 'alice 로그인',
    two: '2. 도둑이 alice의 자격 증명을 복사합니다',
    copy: '자격 증명을 두 번째 클라이언트에 복사',
    three: '3. alice는 한 번 로그아웃하고, 도둑은 사본을 계속 사용합니다',
    logOut: 'alice 로그아웃',
    replay: '각 인스턴스에 재전송',
    everySecond: '1초마다 재전송',
    stop: '재전송 멈추기',
  },

  table: {
    title: '무엇이 얼마나 빨리 사본을 막는가',
    mode: '모드',
    stops: '막는 것',
    predicted: '로그아웃 뒤 유효한 곳(예측)',
    tried: '측정 결과',
    reach: {
      'every-instance': '로그아웃(모든 인스턴스)',
      'one-instance': '한 인스턴스는 로그아웃, 나머지는 만료',
      nowhere: '만료뿐',
      'when-copy-expires': '로그아웃(서명된 세션 사본이 만료된 뒤)',
    },
    ifItArrives: (missed, of) =>
      `로그아웃(해당 인스턴스에 도착한 경우). ${of}번 중 ${missed}번은 다른 인스턴스로 가서 실패`,
    atOnce: '없음',
    atOnceIfItArrives: '로그아웃이 성공하면 없음',
    dead: (of) => `${of}대 모두 즉시 거부`,
    until: (reach, of) => `${of}대 중 ${reach}대, 만료될 때까지`,
    notYet: '측정 전',
    result: (seconds, reach, of) => `${seconds}초, ${of}대 중 ${reach}대`,
    soFar: (seconds, reach, of) => `지금까지 ${seconds}초, ${of}대 중 ${reach}대`,
    choose: (mode) => `${mode} 시도하기`,
  },
};

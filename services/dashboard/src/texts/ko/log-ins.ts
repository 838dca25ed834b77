// The panel "Log-ins".
import type { logInsTexts as english } from '../en/log-ins.js';
import type { Translated } from '../translation.js';

export const logInsTexts: Translated<typeof english> = {
  panel: {
    title: '중복 로그인 방지',
    intro: (user) =>
      `사용자 ${user}가 여러 기기에서 로그인합니다. 한 기기를 로그아웃하거나, 로그인하면서 다른 로그인을 종료해 보세요. 표에는 각 기기를 아직 인정하는 인스턴스가 나옵니다.`,
    add: '다른 기기에서 로그인',
    addExclusive: '로그인하고 나머지 종료',
    empty: '아직 로그인한 기기가 없습니다.',
  },

  devices: {
    caption: (mode) => `${mode}의 기기`,
    device: '기기',
    issuedBy: '로그인한 인스턴스',
    acceptedBy: '현재 인정하는 인스턴스',
    nowhere: '없음',
    action: '동작',
    logOut: (device) => `기기 ${device} 로그아웃`,
  },

  reach: {
    shared:
      '로그인 목록을 Redis에서 공유하므로, 새로 로그인하면서 나머지를 모든 인스턴스에서 종료할 수 있습니다.',
    renewal:
      '로그인 목록을 Redis에서 공유합니다. 종료된 로그인은 갱신할 수 없지만, 액세스 토큰은 만료될 때까지 유효합니다.',
    own: '인스턴스마다 목록이 따로 있으므로, 자기가 아는 로그인만 조회하고 종료할 수 있습니다.',
    nothing:
      '무상태 토큰에는 검증에 필요한 내용이 모두 들어 있습니다. 어느 인스턴스에도 기록이 없으므로 조회할 것도 종료할 것도 없습니다. 만료될 때까지 유효합니다.',
  },

  missed: {
    title: (device) => `기기 ${device}의 로그아웃이 거부되었습니다.`,
    holder: (instance) => `세션은 ${instance}에 있습니다.`,
    issuer: (instance) => `자격 증명은 ${instance}에서 발급했습니다.`,
    reached: (instance, why) => `로그아웃 요청은 ${instance}에 도착했습니다. ${why}`,
    works: (instances) => `자격 증명은 ${instances}에서 여전히 유효합니다.`,
    chance: (missed, of) =>
      `인스턴스가 ${of}대이면 로그아웃 ${of}번 가운데 ${missed}번이 거부됩니다. 다시 시도하려면 버튼을 누르세요.`,
  },

  result: {
    loggedOut: (device) => `기기 ${device}:`,
    left: (left, of, predicted) =>
      `나머지를 종료하는 로그인 뒤에도 로그인 ${of}개 중 ${left}개가 유효합니다. 예측: ${predicted}개.`,
    refused: (status, code) => `${status} (${code})로 거부되었습니다:`,
  },

  list: {
    show: (device) => `로그인 목록 조회(기기 ${device})`,
    caption: (instance, mode) => `${instance}에서 아는 ${mode}의 로그인`,
    since: '로그인 시각',
    issuedBy: '로그인한 인스턴스',
    which: '구분',
    current: '이 기기',
    other: '다른 기기',
    action: '동작',
    end: (position) => `로그인 ${position} 종료`,
    ended: (position, instance) => `${instance}에서 목록의 ${position}번 로그인을 종료했습니다.`,
  },
};

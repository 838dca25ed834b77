// The panel "Room": how others join, who is there, and the reset of the lab.
import type { roomTexts as english } from '../en/room.js';
import type { Translated } from '../translation.js';

export const roomTexts: Translated<typeof english> = {
  alone: {
    title: '함께 접속하기',
    hint: '지금은 이 컴퓨터에서만 페이지를 열 수 있습니다. 같은 네트워크의 휴대폰도 접속하게 하려면 다음과 같이 시작하세요.',
  },

  join: {
    title: '휴대폰으로 접속하기',
    address: '이 주소를 열거나 QR 코드를 찍으세요.',
    code: (url) => `${url}의 QR 코드`,
    unknown:
      '랩에서 이 컴퓨터의 주소를 알 수 없습니다. 그 주소로 페이지를 열거나 LAB_HOSTS에 주소를 지정하세요.',
  },

  me: {
    title: '나',
    name: '표시할 이름',
    change: '이름 바꾸기',
    host: '호스트입니다.',
    guest: '호스트만 장애를 일으키고 실험을 실행할 수 있습니다.',
    free: '누구나 장애를 일으키고 실험을 실행할 수 있도록 호스트가 허용했습니다.',
  },

  visitors: {
    title: (count) => `방문자 ${count}명`,
    name: '이름',
    lost: '실패',
    of: (lost, sent) => `${sent}번 중 ${lost}번`,
    host: '호스트',
    you: '나',
  },

  host: {
    forEveryone: '누구나 장애를 일으키고 실험을 실행할 수 있음',
  },

  reset: {
    title: '랩 초기화',
    hint: '모든 인스턴스를 재시작하고 키, 인스턴스 수, 디스크 저장(AOF) 설정, 집계를 처음으로 되돌립니다. 모두 로그아웃됩니다.',
    reset: '랩 초기화',
    sure: '모두 로그아웃할까요?',
    yes: '초기화',
    no: '취소',
    running: '랩을 초기화하는 중입니다.',
  },
};

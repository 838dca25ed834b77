// The output of `npm run workshop`, in both languages.
import type { Language } from '@scale-out-lab/core';

const en = {
  ready: 'Everything is downloaded and built. The room needs no network.',
  noDocker: 'Docker is not running here, so no images were saved. `docker compose up` needs them.',
  building: 'downloading and building the images of the containers',
  saving: (file: string) => `saving the images in ${file}`,
  saved: (file: string) =>
    `Copy ${file} to each machine, and load it there: docker load --input ${file.split('/').at(-1)}`,
  dockerFailed: (command: string) =>
    `${command} failed (see above). --no-docker prepares without containers.`,
  resetting: 'resetting the lab',
  isReset: 'The lab is reset: keys, instances, persistence, log-ins and counts are as at the start.',
  resetFailed: (error: string) => `The reset failed: ${error}`,
  resetUnseen: 'The lab does not report the end of the reset; reset it again.',
  step: (number: number, all: number, title: string) => `Step ${number} of ${all}: ${title}`,
  done: 'Done.',
  notDone: (task: string) => `Not done yet. Next: ${task}`,
  openAt: 'Open',
  question: 'Write down first:',
  noLab: (url: string) => `No lab answers at ${url}. Start one with: npm start`,
  refused: (detail: string) => `The lab refused: ${detail}`,
  needsKey:
    'Set HOST_KEY to the key in the link of the host: the text after "host=" that `npm start` printed.',
};

const ko: typeof en = {
  ready: '필요한 것을 모두 내려받고 빌드했습니다. 강의실에 네트워크가 없어도 됩니다.',
  noDocker:
    'Docker가 실행 중이 아니어서 이미지를 저장하지 않았습니다. `docker compose up`에는 이미지가 필요합니다.',
  building: '컨테이너 이미지를 내려받고 빌드합니다',
  saving: (file) => `이미지를 ${file}에 저장합니다`,
  saved: (file) =>
    `${file} 파일을 각 컴퓨터에 복사한 뒤 다음 명령으로 불러오십시오: docker load --input ${file.split('/').at(-1)}`,
  dockerFailed: (command) =>
    `${command} 명령이 실패했습니다(위 출력 참고). 컨테이너 없이 준비하려면 --no-docker를 붙이십시오.`,
  resetting: '랩을 초기화합니다',
  isReset: '랩을 초기화했습니다. 키, 인스턴스, AOF, 로그인, 집계가 시작할 때와 같습니다.',
  resetFailed: (error) => `초기화하지 못했습니다: ${error}`,
  resetUnseen: '랩이 초기화의 끝을 알리지 않습니다. 다시 초기화하십시오.',
  step: (number, all, title) => `${all}단계 중 ${number}단계: ${title}`,
  done: '완료했습니다.',
  notDone: (task) => `아직 완료하지 않았습니다. 다음 할 일: ${task}`,
  openAt: '열기',
  question: '먼저 예측을 적어 보십시오:',
  noLab: (url) => `${url}에서 응답하는 랩이 없습니다. 다음 명령으로 시작하십시오: npm start`,
  refused: (detail) => `랩이 거부했습니다: ${detail}`,
  needsKey:
    'HOST_KEY에 호스트 링크의 키를 넣으십시오. `npm start`가 출력한 링크에서 "host=" 뒤의 글자입니다.',
};

export const workshopCommandTexts: Readonly<Record<Language, typeof en>> = { en, ko };

// @ts-check
// The output of the doctor, in both languages.

const en = {
  usage: `Usage: npm run doctor -- [--lang en|ko]

Checks whether this machine is ready for the lab: ✓, or the command that fixes it.
Also: npm run workshop -- check

LAB_PORT and STORAGE_PORT are the ports that it checks (8080 and 8081).
Exit codes: 0 ready, 2 wrong usage, 3 something is missing.
`,
  names: {
    node: 'Node',
    memory: 'Memory',
    disk: 'Disk',
    ports: 'Ports',
    clock: 'Clock',
    nginx: 'nginx',
    redis: 'Redis',
    prepared: 'Packages',
    network: 'Network',
    docker: 'Docker',
  },
  node: (/** @type {string} */ version) => version,
  oldNode: (/** @type {string} */ version) => `${version}; the lab needs 20.19 or newer`,
  getNode: 'install it from https://nodejs.org/en/download',
  free: (/** @type {string} */ size, /** @type {string} */ needed) => `${size} free; the lab needs ${needed}`,
  freeNow: (/** @type {string} */ size) => `${size} free`,
  closePrograms: 'close other programs, or start fewer instances: INSTANCES=2 npm start',
  freeDisk: 'delete files that you do not need, such as: npm cache clean --force',
  portsFree: (/** @type {string} */ ports) => `${ports} are free`,
  labRuns: (/** @type {string} */ url) => `the lab is already running: ${url}`,
  portTaken: (/** @type {number} */ port) => `another program uses ${port}`,
  portRefused: (/** @type {number} */ port, /** @type {string} */ why) => `${port} cannot be used (${why})`,
  noAddress: (/** @type {string} */ address) => `this machine has no address ${address}`,
  otherPort: (/** @type {string} */ settings) => `choose others: ${settings} npm start`,
  wrongPort: (/** @type {string} */ name, /** @type {string} */ value) =>
    `${name} is "${value}"; expected a whole number from 1 to 65535.`,
  noNextPort:
    'LAB_PORT is "65535", and no port comes after it; set STORAGE_PORT too, such as STORAGE_PORT=65534.',
  samePort: (/** @type {number} */ port) =>
    `STORAGE_PORT is "${port}", as LAB_PORT is; expected another port.`,
  wrongAddress: (/** @type {string} */ value) =>
    `LAB_ADDRESS is "${value}"; expected an address of this machine, localhost, 0.0.0.0 for all IPv4 addresses, or :: for all.`,
  clockRight: (/** @type {number} */ seconds) => `within ${seconds} s of the npm registry`,
  clockUnknown: 'plausible; without a network it cannot be compared',
  clockWrong: (/** @type {number} */ seconds) => `wrong by ${seconds} s`,
  clockOld: 'earlier than the files of the lab',
  setClock: 'set it: sudo timedatectl set-ntp true',
  setClockMac: 'set it: sudo sntp -sS time.apple.com',
  notFound: 'not found',
  install: (/** @type {string} */ command) => `install it with: ${command}`,
  isPrepared: 'downloaded and built',
  notPrepared: 'not downloaded or built yet',
  prepare: 'run: npm run workshop -- prepare',
  online: 'the npm registry answers',
  offlineReady: 'none, and none is needed: everything is downloaded',
  offline: 'the npm registry does not answer',
  setProxy: 'connect, or set a proxy: npm config set proxy http://host:port',
  docker: (/** @type {string} */ version) => `${version} runs`,
  noDocker: 'is not running; only `docker compose up` needs it',
  fix: (/** @type {string} */ text) => `→ ${text}`,
  ready: 'Ready. Start the lab with: npm start',
  missing: (/** @type {number} */ count) => `${count} to fix before the lab can start.`,
};

/** @type {typeof en} */
const ko = {
  usage: `사용법: npm run doctor -- [--lang en|ko]

이 컴퓨터에서 랩을 시작할 수 있는지 알려 줍니다. ✓ 또는 해결하는 명령이 나옵니다.
같은 명령: npm run workshop -- check

LAB_PORT와 STORAGE_PORT로 지정한 포트(8080, 8081)를 확인합니다.
종료 코드: 0 준비됨, 2 잘못된 사용법, 3 빠진 것이 있음.
`,
  names: {
    node: 'Node',
    memory: '메모리',
    disk: '디스크',
    ports: '포트',
    clock: '시계',
    nginx: 'nginx',
    redis: 'Redis',
    prepared: '패키지',
    network: '네트워크',
    docker: 'Docker',
  },
  node: (version) => version,
  oldNode: (version) => `${version}. 20.19 이상이 필요합니다`,
  getNode: 'https://nodejs.org/ko/download 에서 설치하십시오',
  free: (size, needed) => `${size} 여유. ${needed}가 필요합니다`,
  freeNow: (size) => `${size} 여유`,
  closePrograms: '다른 프로그램을 닫거나 인스턴스를 줄이십시오: INSTANCES=2 npm start',
  freeDisk: '필요 없는 파일을 지우십시오. 예: npm cache clean --force',
  portsFree: (ports) => `${ports} 사용 가능`,
  labRuns: (url) => `랩이 이미 실행 중입니다: ${url}`,
  portTaken: (port) => `다른 프로그램이 ${port} 포트를 사용합니다`,
  portRefused: (port, why) => `${port} 포트를 사용할 수 없습니다(${why})`,
  noAddress: (address) => `이 컴퓨터에는 ${address} 주소가 없습니다`,
  otherPort: (settings) => `다른 설정으로 시작하십시오: ${settings} npm start`,
  wrongPort: (name, value) => `${name}의 값이 "${value}"입니다. 1부터 65535까지의 정수여야 합니다.`,
  noNextPort:
    'LAB_PORT의 값이 "65535"여서 그다음 포트가 없습니다. STORAGE_PORT도 지정하십시오. 예: STORAGE_PORT=65534',
  samePort: (port) => `STORAGE_PORT의 값이 LAB_PORT와 같은 "${port}"입니다. 다른 포트를 지정하십시오.`,
  wrongAddress: (value) =>
    `LAB_ADDRESS의 값이 "${value}"입니다. 이 컴퓨터의 주소, localhost, 모든 IPv4 주소를 뜻하는 0.0.0.0, 또는 모든 주소를 뜻하는 ::이어야 합니다.`,
  clockRight: (seconds) => `npm 레지스트리와 ${seconds}초 이내로 일치`,
  clockUnknown: '이상 없음. 네트워크가 없어 비교하지 못했습니다',
  clockWrong: (seconds) => `${seconds}초 어긋남`,
  clockOld: '랩의 파일보다 이른 시각입니다',
  setClock: '시계를 맞추십시오: sudo timedatectl set-ntp true',
  setClockMac: '시계를 맞추십시오: sudo sntp -sS time.apple.com',
  notFound: '찾을 수 없음',
  install: (command) => `설치하십시오: ${command}`,
  isPrepared: '내려받고 빌드함',
  notPrepared: '아직 내려받거나 빌드하지 않았습니다',
  prepare: '실행하십시오: npm run workshop -- prepare',
  online: 'npm 레지스트리가 응답합니다',
  offlineReady: '연결되지 않았지만, 모두 준비되어 있어 필요하지 않습니다',
  offline: 'npm 레지스트리가 응답하지 않습니다',
  setProxy: '네트워크에 연결하거나 프록시를 설정하십시오: npm config set proxy http://host:port',
  docker: (version) => `${version} 실행 중`,
  noDocker: '실행 중이 아님. `docker compose up`을 쓸 때만 필요합니다',
  fix: (text) => `→ ${text}`,
  ready: '준비되었습니다. 다음 명령으로 랩을 시작하십시오: npm start',
  missing: (count) => `랩을 시작하기 전에 ${count}가지를 해결해야 합니다.`,
};

export const doctorTexts = { en, ko };

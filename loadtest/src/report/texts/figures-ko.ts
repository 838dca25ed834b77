// The names and units of the figures in Korean, and the sentences of a disagreement. report.json and report.md keep the English
// ones, by which a figure is found. `{}` stands for a value.
import { createTranslator } from './translator.js';

const names: Readonly<Record<string, string>> = {
  // Figures of several experiments.
  'users logged out': '로그아웃된 사용자',
  'requests lost': '실패한 요청',
  'requests lost during the overlap': '유예 기간에 실패한 요청',
  'reads lost': '실패한 읽기',
  'reads lost with no retry': '재시도 없이 실패한 읽기',
  'writes lost': '실패한 쓰기',
  'acknowledged writes lost': '성공 응답 뒤 사라진 쓰기(RPO)',
  'acknowledged log-ins gone': '성공 응답 뒤 사라진 로그인',
  'recovery time': '복구 시간',
  'slowest answer': '가장 느린 응답',
  'log-outs undone': '취소된 로그아웃',
  'log-ins refused': '거부된 로그인',
  'lost otherwise than by a 503': '503 외의 이유로 실패',
  // Scored.
  'lived on': '로그아웃 뒤 사본이 유효했던 시간',
  'accepted by': '사본을 받아들인 인스턴스',
  'replays that went through before the expiry': '만료 전에 성공한 재전송의 비율',
  'first log-outs refused': '거부된 첫 로그아웃',
  'copies that work after it': '그 뒤에도 유효한 사본',
  'renewed after the log-out': '로그아웃 뒤의 갱신',
  'log-ins left': '남은 로그인',
  'credentials accepted right after': '직후에 받아들인 자격 증명',
  'exclusive log-ins refused with 501': '다른 로그인을 끝내는 로그인 중 501로 거부된 것',
  'first page loads logged out': '로그아웃 상태로 나온 첫 페이지',
  'honest users logged out': '로그아웃된 정상 사용자',
  'logged out: {} tabs, one jar': '로그아웃: 탭 {}개, 쿠키 공유',
  'logged out: {} tabs, a token each': '로그아웃: 탭 {}개, 토큰 따로',
  'logged out: answer lost, repeated after 3 s': '로그아웃: 응답을 잃고 3초 뒤 재시도',
  'logged out: a tab later than the grace': '로그아웃: 유예 시간이 지난 탭',
  'logged out: a refresh answered 503, repeated after 3 s': '로그아웃: 갱신이 503으로 실패해 3초 뒤 재시도',
  'a copy works after the grace': '유예 시간 뒤에도 유효한 사본',
  'two descendants work': '유효한 후속 토큰이 둘',
  'neither 200 nor 401': '200도 401도 아닌 응답',
  'log-ins that still work': '여전히 유효한 로그인',
  'answers that are neither 200 nor 401': '200도 401도 아닌 응답',
  'forged credentials accepted': '받아들인 위조 자격 증명',
  'answers of 5xx or none': '5xx 응답 또는 무응답',
  'answers other than 401': '401이 아닌 응답',
  'refusals that do not say how to log in': '로그인 방법을 알리지 않은 거부',
  "connections to the forger's key server": '위조자의 키 서버로 간 연결',
  'genuine credentials refused': '거부된 진짜 자격 증명',
  'classes of forgery tried': '시도한 위조의 종류',
  'forged sign-ins accepted': '받아들인 위조 외부 로그인',
  'forged sign-ins answered with 5xx or nothing': '위조 외부 로그인에 5xx 또는 무응답',
  'genuine sign-ins refused': '거부된 진짜 외부 로그인',
  'readable claims': '읽을 수 있는 클레임',
  'credential on each request': '요청마다 실리는 자격 증명',
  'log-ins undone': '무효가 된 로그인',
  'Secure over http': 'http에서 Secure',
  'SameSite=None without Secure': 'Secure 없는 SameSite=None',
  '__Host- without Secure': 'Secure 없는 __Host-',
  '__Host- with Domain': 'Domain이 있는 __Host-',
  '__Host- with a path': '경로가 있는 __Host-',
  'sent over http too': 'http로도 전송됨',
  'accepted after its expiry': '만료 뒤에 받아들인 시간',
  'refused before its expiry': '만료 전에 거부한 시간',
  'first refused after its expiry': '만료 뒤 처음 거부할 때까지',
  'clocks of the instances apart': '인스턴스 사이의 시계 차이',
  'signed in amid other requests': '다른 요청 사이에서 성공한 외부 로그인',
  'signed in by a strict rotation': '정확히 차례대로 나눌 때 성공한 외부 로그인',
  'signed in with one retry': '한 번 재시도해 성공한 외부 로그인',
  'signed in as a crowd': '동시에 시도해 성공한 외부 로그인',
  'signed in with {}': '{}에서 성공한 외부 로그인',
  'median time of a sign-in': '외부 로그인 시간의 중앙값',
  'sessions ended by the provider': '제공자가 끝낸 세션',
  'guesses that were checked': '확인해 준 추측',
  'of a guesser who keeps cookies': '쿠키를 유지하는 추측자의 경우',
  // Faults.
  'seconds until clean': '실패가 끝날 때까지의 시간',
  'seconds until clean after its return': '복귀한 뒤 실패가 끝날 때까지의 시간',
  'seconds until moved': '옮겨질 때까지의 시간',
  'seconds until replaced': '교체될 때까지의 시간',
  'seconds until left out': '제외될 때까지의 시간',
  'seconds until reached again': '다시 연결될 때까지의 시간',
  'seconds until the last was accepted': '마지막 자격 증명을 받아들일 때까지의 시간',
  'seconds without log-ins': '로그인할 수 없던 시간',
  'sign-ins under way that were lost': '진행 중에 사라진 외부 로그인',
  'answered within, 99.9 %': '응답의 99.9%가 끝난 시간',
  'memory that grew, of everything': '늘어난 메모리의 합',
  'log-outs answered 200 that do not hold': '200 응답을 받고도 유지되지 않은 로그아웃',
  'log-outs answered 503 and done late': '503 응답 뒤 늦게 처리된 로그아웃',
  'refreshes answered 503': '503 응답을 받은 갱신',
  'spent refresh tokens accepted': '이미 썼는데도 받아들인 리프레시 토큰',
  'honest users ended as thieves': '탈취로 판정되어 로그아웃된 정상 사용자',
  'users who waited longer than a second': '1초 넘게 기다린 사용자',
  'reads that took longer than a second': '1초 넘게 걸린 읽기',
  'largest distance from an even share': '균등 분배와의 최대 차이',
  'users moved': '옮겨진 사용자의 비율',
  'valid credentials refused during the overlap': '유예 기간에 거부된 유효한 자격 증명',
  'old credentials refused after the retirement': '이전 키를 폐기한 뒤 거부된 이전 자격 증명',
  'credentials refused by the cut': '즉시 교체로 거부된 자격 증명',
};

/** What a fault experiment appends to a name where it measures the same again under another condition. */
const conditions: Readonly<Record<string, string>> = {
  'with an append-only file': 'AOF 사용',
  'with a new epoch': '새 에포크',
  'by a stall': '일시 정지',
  'with min-replicas-to-write 1': 'min-replicas-to-write 1',
  noeviction: 'noeviction',
  'volatile-lru': 'volatile-lru',
  'allkeys-lru': 'allkeys-lru',
};

const translateName = createTranslator(names);

/** The name in Korean, or as it is where it has none. */
export function toKoreanFigure(name: string): string {
  const whole = translateName(name);
  if (whole !== undefined) return whole;
  const [, first = '', condition = ''] = /^(.+?), ([^,]+)$/.exec(name) ?? [];
  const translated = translateName(first);
  return translated && conditions[condition] ? `${translated}, ${conditions[condition]}` : name;
}

/** What follows a number in Korean: `명`, ` / 140명`. */
export function toKoreanUnit(unit: string): string {
  const [, whole, what = unit] = /^of (\d+) ?(.*)$/.exec(unit) ?? [];
  // A disagreement of one has the singular.
  const counter = what === '' ? '' : (counters[what] ?? counters[`${what}s`] ?? ` ${what}`);
  return whole === undefined ? counter : ` / ${whole}${counter}`;
}

const counters: Readonly<Record<string, string>> = {
  s: '초',
  share: '',
  bytes: '바이트',
  users: '명',
  'users at once': '명(동시)',
  instances: '대',
  answers: '회',
  refreshes: '회',
  guesses: '회',
  times: '회',
  'sign-ins': '회',
  classes: '종',
  'log-ins and log-outs': '건',
  claims: '개',
  connections: '개',
  cookies: '개',
  copies: '개',
  credentials: '개',
  families: '개',
  'log-ins': '개',
  'log-outs': '개',
  mistakes: '개',
  'page loads': '개',
  reads: '개',
  requests: '개',
  sessions: '개',
  writes: '개',
};

const sentences = createTranslator({
  'No prediction accounts for {}.': '예측에 없는 결과: {}.',
  '{} lost where none should be.': '실패가 없어야 하는데 {}개가 실패했습니다.',
  'Lost {}, which puts the true rate in [{}, {}]; {} was predicted.':
    '실패율 {}, 신뢰구간 [{}, {}], 예측 {}.',
});

const refusersOf = (credentials: string, korean: string) => ({
  [`${credentials} of each instance refused by all others`]: `각 인스턴스의 ${korean}, 다른 모든 인스턴스에서 거부`,
  [`${credentials} of {} refused by {}`]: `{}의 ${korean}, {}에서 거부`,
  [`${credentials} of {} not answered`]: `{}의 ${korean}, 응답 없음`,
  [`${credentials} refused by {}`]: `${korean}, {}에서 거부`,
});
const refusal = createTranslator({ ...refusersOf('sessions', '세션'), ...refusersOf('tokens', '토큰') });

/** @param who refused whose credentials: `tokens of api-1 refused by api-2 and api-3` */
function toKoreanRefusal(total: string, who: string): string {
  const parts = who.split('; ').map((part) => (refusal(part) ?? part).replaceAll(' and ', ', '));
  return `가장 흔한 거부: ${total}${who && `: ${parts.join('; ')}`}.`;
}

/** A disagreement in Korean, sentence by sentence; one that has no translation stays. */
export function toKoreanDisagreement(text: string): string {
  return text
    .split(/(?<=\.) /)
    .map((sentence) => {
      const refused = /^Commonest refusal: (\d+ × [^:]+)(?:: (.+))?\.$/.exec(sentence);
      if (refused) return toKoreanRefusal(refused[1] ?? '', refused[2] ?? '');
      const figure = /^(.+): (\S+)(?: ([^:]+?))?, where (\S+)(?: to (\S+))? was predicted(: .+)?\.$/.exec(
        sentence,
      );
      if (!figure) return sentences(sentence) ?? sentence;
      const [, name = '', measured, unit = 'share', low, high, evidence = ''] = figure;
      return `${toKoreanFigure(name)}: ${measured}${toKoreanUnit(unit)}, 예측 ${high ? `${low}–${high}` : low}${evidence}.`;
    })
    .join(' ');
}

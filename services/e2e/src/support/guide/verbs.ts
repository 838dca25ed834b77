// The verbs of the workshop guide in both languages: the act or the promise of each form of words.
import type { Language } from '@scale-out-lab/core';

/** The acts on the page. */
export type Act =
  /** `on` is the target of a fault, `its instance` that which logged alice in; `under` is the title of a section. */
  | { readonly do: 'press'; readonly label: string; readonly on?: string; readonly under?: string }
  | { readonly do: 'press until accepted'; readonly label: string }
  | { readonly do: 'open tab'; readonly label: string }
  | { readonly do: 'change mode'; readonly name: string }
  | { readonly do: 'follow'; readonly label: string }
  | { readonly do: 'crash the primary' }
  | { readonly do: 'choose'; readonly name: string }
  | { readonly do: 'add a mode'; readonly label: string }
  | { readonly do: 'choose both modes'; readonly label: string }
  | { readonly do: 'open refused'; readonly label: string; readonly code?: string }
  | { readonly do: 'guess'; readonly requests: number }
  | { readonly do: 'wait'; readonly seconds: number };

export type SightName =
  | 'answering instance'
  | 'issuer and server'
  | 'one answers'
  | 'several accept'
  | 'last accepted'
  | 'last refused'
  | 'first accepted'
  | 'all accepted'
  | 'some refused'
  | 'share refused'
  | 'reason'
  | 'one holder'
  | 'refused elsewhere'
  | 'row of a round'
  | 'renewed'
  | 'claims'
  | 'all instances refuse'
  | 'copy accepted'
  | 'copy refused'
  | 'life of the copy'
  | 'copy refused within'
  | 'callback elsewhere'
  | 'use of the tokens'
  | 'signed in'
  | 'measured'
  | 'script reads the token'
  | 'script reads nothing'
  | 'script sends the cookie'
  | 'taken for another'
  | 'no guess is right'
  | 'one log-in is left'
  | 'none is ended'
  | 'log-out as predicted'
  | 'role moved'
  | 'still logged in';

/** The expected contents of the page. */
interface Sight {
  readonly see: SightName;
  readonly of: readonly string[];
}

/** The acts of the task before, in another mode. */
export interface Repeat {
  readonly repeatIn: string;
}

export type Order = Act | Sight;

/** The orders get the groups of the form. */
type Verb = readonly [form: RegExp, orders: (...groups: string[]) => Order | Repeat | readonly Order[]];

const see =
  (name: SightName, ...of: readonly string[]) =>
  (...found: string[]): Sight => ({ see: name, of: [...found, ...of] });
const press = (label: string, on?: string): Act => ({ do: 'press', label, ...(on && { on }) });
const choose = (name: string): Act => ({ do: 'choose', name });
const openTab = (label: string): Act => ({ do: 'open tab', label });
const openRefused =
  (code?: string) =>
  (label: string): Act => ({ do: 'open refused', label, ...(code && { code }) });
const addMode = (label: string): Act => ({ do: 'add a mode', label });
const chooseBoth = (label: string): Act => ({ do: 'choose both modes', label });
const guess = (requests: string): Act => ({ do: 'guess', requests: Number(requests) });
const wait = (seconds: number) => (): Act => ({ do: 'wait', seconds });

const ofInstance = (label: string) => press(label, 'its instance');
const changeMode = (name: string): Act => ({ do: 'change mode', name });
const repeatIn = (name: string): Repeat => ({ repeatIn: name });
const follow = (label: string): Act => ({ do: 'follow', label });
const crashPrimary = (): Act => ({ do: 'crash the primary' });
const pressUntilAccepted = (label: string): Act => ({ do: 'press until accepted', label });
const pressUnder = (under: string, ...labels: readonly string[]): readonly Act[] =>
  labels.map((label) => ({ do: 'press', label, under }));
const pressTwice = (label: string): readonly Act[] => [press(label), press(label)];
const openTabIn = (name: string, label: string): readonly Act[] => [changeMode(name), openTab(label)];

/** A code of a refusal. Modes are in code spans, too. */
const code = /`(?!session-|jwt-|oidc-)([a-z]+(?:-[a-z]+)*)`/;

/** Of two forms that match the same words, the first counts. */
export const verbs: Readonly<Record<Language, readonly Verb[]>> = {
  en: [
    [/Open a refused request under “(.+?)”/, openRefused()],
    [/Find a request under “(.+?)” that was refused because of its signature/, openRefused('bad-signature')],
    [/second mode under “(.+?)”/, addMode],
    [/both modes under “(.+?)”/, chooseBoth],
    [/Enter how many of (\d+) requests will fail/, guess],
    [/Wait three seconds/, wait(3)],
    [/In `([\w-]+)`, open “(.+?)”/, openTabIn],
    [/In `([\w-]+)`, (?=press)/, changeMode],
    [/Do the same in `([\w-]+)`/, repeatIn],
    [/[Ff]ollow “(.+?)”/, follow],
    [/(?:Choose|then) `([\w-]+)`(?=, (?:then|and|press))/, choose],
    [/Under “(.+?)” press “(.+?)” and “(.+?)”/, pressUnder],
    [/“([^”]+)” twice/, pressTwice],
    [/“([^”]+)” until all requests succeed/, pressUntilAccepted],
    [/Crash the primary/, crashPrimary],
    [/In “(.+?)”/, openTab],
    [/(?:Choose|In) (steady|oidc-[\w-]+)/, choose],
    [/Choose “HttpOnly cookie”/, () => choose('cookie')],
    [/“([^”]+)” or “[^”]+”/, press],
    [/“([^”]+)” for that instance/, ofInstance],
    [/“([^”]+)” for (Redis)/, press],
    [/“([^”]+)”/, press],

    [/which instance answers/, see('answering instance')],
    [/some of them are refused/, see('some refused', '1')],
    [/which instance created the session and which one got the request/, see('issuer and server')],
    [/One instance answers all of them/, see('one answers')],
    [/Several instances accept the same session/, see('several accept')],
    [/The user is logged out|Requests fail with|The request is refused/, see('last refused')],
    [/Nothing changes/, see('last accepted')],
    [/With the shared key all (\d+) succeed/, see('all accepted')],
    [/In the other mode the same requests are refused/, see('some refused', '2')],
    [/renews its token/, see('renewed')],
    [/, read the claims/, see('claims')],
    [/In (jwt-[\w-]+) the copy still works/, see('copy accepted')],
    [/The copy works for a moment/, see('copy accepted')],
    [/Look at (jwt-[\w-]+): the copy is refused as revoked/, see('copy refused', 'revoked')],
    [/the copy is refused as expired/, see('copy refused', 'jwt-refresh', 'expired')],
    [/which instance began it, and which got the callback/, see('callback elsewhere')],
    [/what each token is for/, see('use of the tokens')],
    [/compare each mode with its prediction/, see('measured')],
    [/the script reads the token/, see('script reads the token')],
    [/it reads nothing/, see('script reads nothing')],
    [/the cookie is sent with its request/, see('script sends the cookie')],
    [/take you for another user/, see('taken for another')],
    [/No guess is right/, see('no guess is right')],
    [/One log-in is left/, see('one log-in is left')],
    [/The log-in that ends the others is refused/, see('none is ended')],
    [/two of three log-outs miss/, see('log-out as predicted')],
    [/Its role moves to another server/, see('role moved')],
    [/the user is logged in as before/, see('still logged in')],

    [/one instance lists a session/, see('one holder')],
    [/refused with `(.+?)`, or accepted if it is the same instance/, see('refused elsewhere')],
    [/two (?:in|of) three/, see('share refused', '2', '3')],
    [/your guess, the measurement and the prediction in one row/, see('row of a round')],
    [/no failure until the crash|nothing during the overlap/, see('first accepted')],
    [/each instance refuses/, see('all instances refuse')],
    [/the copy is accepted in one mode/, see('copy accepted')],
    [/here (\d+) s after the log-in/, see('life of the copy')],
    [/within five seconds/, see('copy refused within', '5')],
    [/a session cookie/, see('signed in')],
    [/each measurement next to its prediction/, see('measured')],
    [code, see('reason')],
  ],
  ko: [
    [/‘([^’]+)’에서 거부된 요청을 골라/, openRefused()],
    [/‘([^’]+)’에서 서명 때문에 거부된 요청을 찾으세요/, openRefused('bad-signature')],
    [/‘([^’]+)’에서 두 번째 모드/, addMode],
    [/‘([^’]+)’에서 두 모드/, chooseBoth],
    [/요청 (\d+)번 중 몇 번 실패할지 입력/, guess],
    [/3초 뒤/, wait(3)],
    [/`([\w-]+)`에서 ‘([^’]+)’를 열고/, openTabIn],
    [/`([\w-]+)`에서도 똑같이/, repeatIn],
    [/`([\w-]+)`에서 (?=‘)/, changeMode],
    [/‘([^’]+)’로 이동/, follow],
    [/`([\w-]+)`(?:와 (?=`)|를 고르고)/, choose],
    [/‘([^’]+)’의 ‘([^’]+)’와 ‘([^’]+)’를 누르세요/, pressUnder],
    [/‘([^’]+)’을 두 번/, pressTwice],
    [/모든 요청이 성공할 때까지 ‘([^’]+)’/, pressUntilAccepted],
    [/프라이머리를 눌러 강제 종료/, crashPrimary],
    [/‘([^’]+)’에서/, openTab],
    [/(steady|oidc-[\w-]+)(?:에서 |를 고르고)/, choose],
    [/‘HttpOnly 쿠키’를 고르고/, () => choose('cookie')],
    [/‘([^’]+)’ 또는 ‘[^’]+’/, press],
    [/그 인스턴스의 ‘([^’]+)’/, ofInstance],
    [/(Redis)의 ‘([^’]+)’/, (on, label = '') => press(label, on)],
    [/‘([^’]+)’/, press],

    [/어느 인스턴스가 응답하는지/, see('answering instance')],
    [/로그인했는데도 거부되는 요청/, see('some refused', '1')],
    [/세션을 만든 인스턴스와 요청을 받은 인스턴스/, see('issuer and server')],
    [/모두 한 인스턴스가 응답합니다/, see('one answers')],
    [/여러 인스턴스가 같은 세션을 받아들입니다/, see('several accept')],
    [/로그아웃되어 있습니다|\d+(?:으로|로) 실패합니다/, see('last refused')],
    [/공유 키 쪽은 (\d+)번 모두 성공합니다/, see('all accepted')],
    [/다른 모드에서는 같은 요청이 거부됩니다/, see('some refused', '2')],
    [/(?<=\. )거부됩니다/, see('last refused')],
    [/토큰을 갱신합니다/, see('renewed')],
    [/클레임을 읽으세요/, see('claims')],
    [/(jwt-[\w-]+)에서는 로그아웃한 뒤에도 사본이 유효합니다/, see('copy accepted')],
    [/사본이 잠깐 동안은 유효합니다/, see('copy accepted')],
    [/(jwt-[\w-]+)를 확인하세요\. 사본이 폐기되어 거부됩니다/, see('copy refused', 'revoked')],
    [/사본이 만료되어 거부될 때까지/, see('copy refused', 'jwt-refresh', 'expired')],
    [/로그인을 시작한 인스턴스와 콜백을 받은 인스턴스/, see('callback elsewhere')],
    [/두 토큰이 각각 무엇에 쓰이는지/, see('use of the tokens')],
    [/모드마다 예측과 비교하세요/, see('measured')],
    [/스크립트가 토큰을 읽습니다/, see('script reads the token')],
    [/아무것도 읽지 못합니다/, see('script reads nothing')],
    [/요청에 쿠키가 실립니다/, see('script sends the cookie')],
    [/나를 다른 사용자로 받아들입니다/, see('taken for another')],
    [/맞는 추측이 없습니다/, see('no guess is right')],
    [/로그인이 하나만 남습니다/, see('one log-in is left')],
    [/나머지를 종료하는 로그인이 거부됩니다/, see('none is ended')],
    [/로그아웃 셋 중 둘은/, see('log-out as predicted')],
    [/다른 서버가 그 역할을 이어받습니다/, see('role moved')],
    [/전과 같이 로그인되어 있습니다/, see('still logged in')],

    [/한 인스턴스에만 세션이 생깁니다/, see('one holder')],
    [/`([a-z-]+)`으로 거부되고, 같은 인스턴스가 받으면 통과합니다/, see('refused elsewhere')],
    [/셋 중 둘/, see('share refused', '2', '3')],
    [/내 예측, 측정, 이론이 한 줄에 나옵니다/, see('row of a round')],
    [/강제 종료하기 전에는 실패가 없고|유예 기간에는 아무 영향이 없고/, see('first accepted')],
    [/아무 영향이 없습니다/, see('last accepted')],
    [/모든 인스턴스가/, see('all instances refuse')],
    [/한쪽은 사본이 통과하고/, see('copy accepted')],
    [/로그인한 지 (\d+)초/, see('life of the copy')],
    [/5초 안에/, see('copy refused within', '5')],
    [/세션 쿠키가 생깁니다/, see('signed in')],
    [/모든 측정값이 예측값 옆에 나옵니다/, see('measured')],
    [code, see('reason')],
  ],
};

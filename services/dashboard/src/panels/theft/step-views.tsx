// What each step of a theft left on a lane: the victim's credential, its copy, the log-out.
import { defineTexts } from '../../i18n/texts.js';
import { Countdown } from '../../ui/countdown.js';
import { explainExchange } from '../../words/reason.js';
import type { Theft } from './theft.js';

const texts = defineTexts(
  {
    holds: (instance: string) => `Alice holds what ${instance} issued.`,
    refused: 'The log-in was refused.',
    expiry: "The credential's expiry:",
    copied: (header: string, characters: number) => `${header}, ${characters} characters:`,
    withRefresh: 'The refresh token was copied too.',
    noAffinity: 'The copy has no affinity cookie: to the balancer the thief is somebody new.',
    loggedOut: 'Alice has logged out.',
    loggedOutAfter: (tries: number) =>
      `Alice has logged out, at try ${tries}: an instance that does not know her refused the others.`,
    missed: (instance: string, missed: number, of: number) =>
      `Her log-out was lost: ${instance} does not know her, and ended nothing. ${missed} of ${of} log-outs are lost so. She takes herself for logged out; whoever is wiser presses the button again.`,
    notOut: 'Her log-out was refused:',
  },
  {
    holds: (instance) => `alice가 ${instance}에서 발급한 자격 증명을 가지고 있습니다.`,
    refused: '로그인이 거부되었습니다.',
    expiry: '자격 증명 만료까지:',
    copied: (header, characters) => `${header}, ${characters}자:`,
    withRefresh: '리프레시 토큰도 함께 복사했습니다.',
    noAffinity: '사본에는 스티키 세션 쿠키가 없으므로 로드 밸런서에게 도둑은 새로운 사용자입니다.',
    loggedOut: 'alice가 로그아웃했습니다.',
    loggedOutAfter: (tries) =>
      `alice가 ${tries}번째 시도에서 로그아웃했습니다. 그 전에는 alice를 모르는 인스턴스가 거부했습니다.`,
    missed: (instance, missed, of) =>
      `로그아웃이 실패했습니다. alice를 모르는 ${instance}에서 거부하여 아무것도 끝나지 않았습니다. 로그아웃 ${of}번 가운데 ${missed}번이 이렇게 실패합니다. alice는 로그아웃한 줄 압니다. 이 사실을 안다면 버튼을 다시 누르세요.`,
    notOut: '로그아웃이 거부되었습니다:',
  },
);

interface StepProps {
  readonly mode: string;
  readonly theft: Theft | undefined;
}

export function VictimView({ mode, theft }: StepProps) {
  const t = texts();
  if (!theft) return null;
  const { victim, loggedInAt } = theft;
  return (
    <p>
      <code>{mode}</code>: {victim.credential ? t.holds(victim.issuedBy ?? '?') : t.refused}{' '}
      {victim.credential && (
        <Countdown label={t.expiry} since={loggedInAt} until={victim.credential.expiresAt} />
      )}
    </p>
  );
}

export function CopiedView({ mode, theft }: StepProps) {
  const t = texts();
  const credential = theft?.copy?.credential;
  if (!credential) return null;
  const { header, text, refreshToken } = credential;
  return (
    <p>
      <code>{mode}</code>: {t.copied(header, text.length)} <code>{shorten(text)}</code>{' '}
      <span class="hint">
        {refreshToken !== null && `${t.withRefresh} `}
        {t.noAffinity}
      </span>
    </p>
  );
}

export function LogOutView({ mode, theft }: StepProps) {
  const t = texts();
  if (!theft?.logOut && !theft?.refusal) return null;
  const { logOut, refusal } = theft;
  const done = refusal === null && logOut !== null ? sayLogOut(logOut) : null;
  return (
    <p role="status">
      <code>{mode}</code>: {done ?? `${t.notOut} ${refusal ? explainExchange(refusal) : ''}`}
    </p>
  );
}

function sayLogOut({ tries, missedAt, instances }: NonNullable<Theft['logOut']>): string {
  const t = texts();
  if (missedAt !== null) return t.missed(missedAt, instances - 1, instances);
  return tries === 1 ? t.loggedOut : t.loggedOutAfter(tries);
}

/** Its beginning and its end, by which one tells it from another. */
export function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 12)}…${text.slice(-8)}`;
}

// The reason of an answer in words, in the language of the view; the instance's own words are English.
import { findMode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../i18n/texts.js';

type Who = { readonly issuedBy: string; readonly servedBy: string };

const texts = defineTexts(
  {
    accepted: ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} knows the credential: it issued it itself.`
        : `${servedBy} accepts the credential that ${issuedBy} issued.`,
    unanswered: 'Nobody answered. Try again; if it stays so, see whether the lab still runs.',
    'unknown-session': ({ issuedBy, servedBy }: Who) =>
      `${issuedBy} created this session; ${servedBy} has never seen it.`,
    'session-gone': ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} created this session, which is no longer kept anywhere.`
        : `${issuedBy} created this session; where ${servedBy} looks for it, it is no longer kept.`,
    // Also of what was edited after it was signed, even by a key that is trusted.
    'bad-signature': ({ issuedBy, servedBy }: Who) =>
      issuedBy === servedBy
        ? `${servedBy} cannot verify the signature: no key that it trusts has signed this.`
        : `${servedBy} cannot verify the signature of ${issuedBy}: no key that it trusts has signed this.`,
    'missing-credential': ({ servedBy }: Who) =>
      `The request carried no credential; ${servedBy} does not know who asks.`,
    'invalid-credentials': ({ servedBy }: Who) => `${servedBy} knows nobody with this username and password.`,
    'too-many-attempts': ({ servedBy }: Who) =>
      `${servedBy} has counted too many wrong passwords and checks no more for a while.`,
    overloaded: ({ servedBy }: Who) =>
      `${servedBy} has more log-ins to check than it can. Try again in a second.`,
    'invalid-claims': ({ servedBy }: Who) =>
      `${servedBy} reads claims that are for another purpose or another time.`,
    malformed: ({ servedBy }: Who) =>
      `${servedBy} cannot read the credential: it has not the form that this mode issues.`,
    expired: ({ servedBy }: Who) => `The credential has expired, says the clock of ${servedBy}.`,
    revoked: ({ servedBy }: Who) => `The credential was given up by a log-out, and ${servedBy} knows of it.`,
    'log-in-ended': ({ servedBy }: Who) =>
      `The log-in has ended, by a log-out or because a spent token came again, and ${servedBy} knows of it.`,
    'reused-token': ({ servedBy }: Who) =>
      `The refresh token was used before: ${servedBy} takes it for stolen and ends the log-in.`,
    'store-unavailable': ({ servedBy }: Who) =>
      `${servedBy} needs Redis for this, and Redis does not answer. Try again when it is back.`,
    'no-instance': () => 'nginx reached no instance: none is up. Wait until one is back.',
    'not-remembered': ({ servedBy }: Who) =>
      `Nothing remembers the log-ins of this mode, so ${servedBy} cannot do that.`,
    'logged-in': ({ servedBy }: Who) => `${servedBy} checked the password and issued a credential.`,
    'logged-out': ({ servedBy }: Who) => `${servedBy} carried out the log-out.`,
    renewed: ({ servedBy }: Who) => `${servedBy} gave a new access token for the refresh token.`,
  },
  {
    accepted: ({ issuedBy, servedBy }) =>
      issuedBy === servedBy
        ? `${servedBy}에서 직접 발급한 자격 증명입니다.`
        : `${issuedBy}에서 발급한 자격 증명을 ${servedBy}에서 받아들입니다.`,
    unanswered: '아무도 응답하지 않았습니다. 다시 시도해 보고, 계속되면 랩이 실행 중인지 확인하세요.',
    'unknown-session': ({ issuedBy, servedBy }) =>
      `이 세션은 ${issuedBy}에서 만들어졌고, ${servedBy}에는 없습니다.`,
    'session-gone': ({ issuedBy, servedBy }) =>
      issuedBy === servedBy
        ? `${servedBy}에서 만든 세션이지만 이제 어디에도 남아 있지 않습니다.`
        : `${issuedBy}에서 만든 세션이지만, ${servedBy}에서 찾아본 저장소에 더 이상 없습니다.`,
    'bad-signature': ({ issuedBy, servedBy }) =>
      issuedBy === servedBy
        ? `${servedBy}에서 서명을 검증하지 못했습니다. 신뢰하는 키 가운데 여기에 서명한 키가 없습니다.`
        : `${issuedBy}의 서명을 ${servedBy}에서 검증하지 못했습니다. 신뢰하는 키 가운데 여기에 서명한 키가 없습니다.`,
    'missing-credential': ({ servedBy }) =>
      `요청에 자격 증명이 없어 ${servedBy}에서는 누구인지 알 수 없습니다.`,
    'invalid-credentials': ({ servedBy }) => `${servedBy}: 사용자 이름이나 비밀번호가 맞지 않습니다.`,
    'too-many-attempts': ({ servedBy }) =>
      `${servedBy}: 비밀번호를 너무 여러 번 틀려서 당분간 확인하지 않습니다.`,
    overloaded: ({ servedBy }) => `${servedBy}: 확인할 로그인이 너무 많습니다. 1초 뒤에 다시 시도하세요.`,
    'invalid-claims': ({ servedBy }) => `${servedBy}: 클레임의 용도나 유효 시간이 맞지 않습니다.`,
    malformed: ({ servedBy }) => `${servedBy}: 이 모드가 발급하는 형식이 아니어서 읽을 수 없습니다.`,
    expired: ({ servedBy }) => `${servedBy}의 시계로는 자격 증명이 이미 만료되었습니다.`,
    revoked: ({ servedBy }) =>
      `로그아웃으로 폐기된 자격 증명이며, ${servedBy}에서도 폐기 사실을 확인했습니다.`,
    'log-in-ended': ({ servedBy }) =>
      `로그아웃했거나 이미 쓴 토큰이 다시 와서 끝난 로그인이며, ${servedBy}에서도 그 사실을 확인했습니다.`,
    'reused-token': ({ servedBy }) =>
      `이미 사용된 리프레시 토큰입니다. ${servedBy}에서는 탈취된 것으로 보고 로그인을 끝냅니다.`,
    'store-unavailable': ({ servedBy }) =>
      `${servedBy}에서 처리하려면 Redis가 필요하지만 응답하지 않습니다. Redis가 돌아오면 다시 시도하세요.`,
    'no-instance': () => 'nginx가 연결할 수 있는 인스턴스가 없습니다. 하나라도 돌아올 때까지 기다리세요.',
    'not-remembered': ({ servedBy }) =>
      `이 모드에는 로그인을 기억하는 곳이 없어 ${servedBy}에서 처리할 수 없습니다.`,
    'logged-in': ({ servedBy }) => `${servedBy}에서 비밀번호를 확인하고 자격 증명을 발급했습니다.`,
    'logged-out': ({ servedBy }) => `${servedBy}에서 로그아웃을 처리했습니다.`,
    renewed: ({ servedBy }) => `${servedBy}에서 리프레시 토큰을 확인하고 새 액세스 토큰을 발급했습니다.`,
  },
);

const successes = { login: 'logged-in', me: 'accepted', logout: 'logged-out', refresh: 'renewed' } as const;

/** One sentence: who accepted or refused it, and why. */
export function explainExchange(exchange: Exchange): string {
  const t = texts();
  const { kind, status, detail, servedBy, issuedBy } = exchange;
  if (status === null) return t.unanswered;
  const who = { servedBy: servedBy ?? 'nginx', issuedBy: issuedBy ?? servedBy ?? '?' };
  if (status < 300) return t[successes[kind]](who);
  const said = refine(exchange);
  const known = said !== null && said in t ? t[said as keyof typeof t] : undefined;
  return typeof known === 'function' ? known(who) : (detail ?? `HTTP ${status}`);
}

/** What the instance's code leaves open. */
function refine(exchange: Exchange): string | null {
  const { code, mode } = exchange;
  if (code === 'unknown-session' && isGone(exchange)) return 'session-gone';
  // A refresh token that came again ends the log-in as a log-out does.
  if (code === 'revoked' && findMode(mode)?.refresh) return 'log-in-ended';
  return code;
}

/** Whoever created it has known it, and so has everybody who looks where all sessions are kept. */
function isGone({ mode, servedBy, issuedBy }: Exchange): boolean {
  return servedBy === issuedBy || findMode(mode)?.state === 'redis';
}

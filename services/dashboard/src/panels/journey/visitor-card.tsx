// One visitor on one lane: what they hold, who gave it and until when, or how they left.
import { findMode } from '@scale-out-lab/core';
import type { Credential, Exchange, LabClient } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { findLogOut, findVisitor, type User } from '../../journey/visitors.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { timeOfDay } from '../../words/time-of-day.js';
import { whatLogOutDid } from './log-out-words.js';

const texts = defineTexts(
  {
    out: 'not logged in',
    in: 'logged in',
    lost: 'was logged in',
    taken: 'The cookie was taken away: the instance that did not know the session cleared it. Log in again.',
    issuedBy: 'by',
    session: 'session cookie',
    jwt: 'access token',
    until: (time: string) => `until ${time}`,
  },
  {
    out: '로그인하지 않음',
    in: '로그인됨',
    lost: '로그인이 풀림',
    taken: '쿠키가 지워졌습니다. 세션을 모르는 인스턴스가 쿠키를 삭제했습니다. 다시 로그인하세요.',
    issuedBy: '발급:',
    session: '세션 쿠키',
    jwt: '액세스 토큰',
    until: (time) => `${time}까지`,
  },
);

export function VisitorCard({ mode, user }: { mode: string; user: User }) {
  const client = findVisitor(mode, user);
  const logOut = findLogOut(mode, user);
  return (
    <div class="journey-visitor">
      <b>{user}</b>
      {client ? <Held client={client} /> : <Gone mode={mode} logOut={logOut} />}
    </div>
  );
}

function Held({ client: { issuedBy, credential } }: { client: LabClient }) {
  const t = texts();
  return (
    <>
      <span>
        {credential ? t.in : t.lost}, {t.issuedBy} <InstanceMark instance={issuedBy} /> {issuedBy}
      </span>
      {credential ? <CredentialInShort credential={credential} /> : <p class="bad">{t.taken}</p>}
    </>
  );
}

function CredentialInShort({ credential: { kind, text, expiresAt } }: { credential: Credential }) {
  const t = texts();
  const time = expiresAt && timeOfDay(expiresAt);
  return (
    <p class="hint">
      {t[kind]} <code title={text}>{inShort(text)}</code>
      {time && ` ${t.until(time)}`}
    </p>
  );
}

function Gone({ mode, logOut }: { mode: string; logOut: Exchange | undefined }) {
  const known = findMode(mode);
  return (
    <>
      <span class="hint">{texts().out}</span>
      {logOut && known && <p class="hint">{whatLogOutDid(known, logOut)}</p>}
    </>
  );
}

function inShort(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 10)}…${text.slice(-10)}`;
}

// One visitor on one lane: what they hold, who gave it and until when, or how they left.
import { findMode } from '@scale-out-lab/core';
import type { Credential, Exchange, LabClient } from '@scale-out-lab/core/wire';
import { findLogOut, findVisitor, type User } from '../../state/visitors.js';
import { timeOfDay } from '../../texts/format.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { whatLogOutDid } from './log-out-words.js';
import { journeyTexts } from './texts.js';

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
  const t = journeyTexts().visitor;
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
  const t = journeyTexts().visitor;
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
      <span class="hint">{journeyTexts().visitor.out}</span>
      {logOut && known && <p class="hint">{whatLogOutDid(known, logOut)}</p>}
    </>
  );
}

function inShort(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 10)}…${text.slice(-10)}`;
}

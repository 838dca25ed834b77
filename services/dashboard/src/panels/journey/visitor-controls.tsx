// Log-in and log-out for each visitor in all shown modes, and the credentials that they hold in each.
import { findMode } from '@scale-out-lab/core';
import type { Credential, Exchange, LabClient } from '@scale-out-lab/core/wire';
import { lanes } from '../../state/view.js';
import { logIn, logOut } from '../../state/visitor-actions.js';
import { findLogOut, findVisitor, type User, users } from '../../state/visitors.js';
import { timeOfDay } from '../../texts/format.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { describeLogOut } from './explanations.js';
import { journeyTexts } from './texts.js';

export function VisitorControls() {
  return (
    <>
      <div class="row">
        {users.map((user) => (
          <LogInAndOut key={user} user={user} />
        ))}
      </div>
      <div class="journey-modes">
        {lanes.value.map(({ name }) => (
          <article key={name} aria-label={name} class="journey-mode stack">
            <h3>{name}</h3>
            {users.map((user) => (
              <VisitorCard key={user} mode={name} user={user} />
            ))}
          </article>
        ))}
      </div>
    </>
  );
}

function LogInAndOut({ user }: { user: User }) {
  const t = journeyTexts().logIn;
  const isSomewhere = lanes.value.some(({ name }) => findVisitor(name, user));
  return (
    <div class="row">
      <button type="button" class={isSomewhere ? '' : 'main'} onClick={() => logIn(user)}>
        {isSomewhere ? t.again(user) : t.logIn(user)}
      </button>
      <button type="button" disabled={!isSomewhere} onClick={() => logOut(user)}>
        {t.logOut(user)}
      </button>
    </div>
  );
}

function VisitorCard({ mode, user }: { mode: string; user: User }) {
  const client = findVisitor(mode, user);
  const logOut = findLogOut(mode, user);
  return (
    <div class="box">
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
      {t[kind]} <code title={text}>{abbreviate(text)}</code>
      {time && ` ${t.until(time)}`}
    </p>
  );
}

function Gone({ mode, logOut }: { mode: string; logOut: Exchange | undefined }) {
  const known = findMode(mode);
  return (
    <>
      <span class="hint">{journeyTexts().visitor.out}</span>
      {logOut && known && <p class="hint">{describeLogOut(known, logOut)}</p>}
    </>
  );
}

function abbreviate(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 10)}…${text.slice(-10)}`;
}

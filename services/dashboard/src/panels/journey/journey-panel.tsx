// "Try it": the logged-in visitors, their failure rate next to the prediction, a guess, and the latest requests.

import { findMode } from '@scale-out-lab/core';
import type { Credential, Exchange, LabClient } from '@scale-out-lab/core/wire';
import { ExchangeList } from '../../map/details/exchange-list.js';
import { journeyTexts } from '../../state/texts.js';
import { lanes } from '../../state/view.js';
import { findLeaver, findVisitor, logOut, type User, users } from '../../state/visitors.js';
import { shorten, timeOfDay } from '../../texts/format.js';
import { InstanceName } from '../../ui/instance-mark.js';
import { describeLogOut } from './explanations.js';
import { LossRates } from './loss-rates.js';
import { PredictFirst } from './predict-first.js';

export function JourneyPanel() {
  const t = journeyTexts().panel;
  return (
    <>
      <section class="journey-part part stack">
        <h2>{t.visitors}</h2>
        <VisitorControls />
      </section>
      <section class="journey-part part stack">
        <h2>{t.rates}</h2>
        <LossRates lanes={lanes.value} />
      </section>
      <PredictFirst />
      <ExchangeList />
    </>
  );
}

function VisitorControls() {
  return (
    <>
      <div class="row">
        {users.map((user) => (
          <LogOut key={user} user={user} />
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

function LogOut({ user }: { user: User }) {
  const isSomewhere = lanes.value.some(({ name }) => findVisitor(name, user));
  return (
    <button type="button" disabled={!isSomewhere} onClick={() => logOut(user)}>
      {journeyTexts().logIn.logOut(user)}
    </button>
  );
}

function VisitorCard({ mode, user }: { mode: string; user: User }) {
  const client = findVisitor(mode, user);
  const logOut = findLeaver(mode, user)?.logOut;
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
        {credential ? t.in : t.lost}, {t.issuedBy} <InstanceName instance={issuedBy} />
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
      {t[kind]} <code title={text}>{shorten(text, 24, 10)}</code>
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

// "Do it yourself": log visitors in, send their requests, and see the loss rate build up beside the predicted line.

import { findMode } from '@scale-out-lab/core';
import type { Credential, Exchange, LabClient } from '@scale-out-lab/core/wire';
import { isRoundUnderWay } from '../../state/prediction-rounds.js';
import { journeyTexts } from '../../state/texts.js';
import { lanes } from '../../state/view.js';
import {
  askedToSend,
  findLogOut,
  findVisitor,
  leftToSend,
  logIn,
  logOut,
  send,
  stopSending,
  type User,
  users,
  visitorsOf,
} from '../../state/visitors.js';
import { shorten, timeOfDay } from '../../texts/format.js';
import { InstanceMark } from '../../ui/instance-mark.js';
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
        <h2>{t.requests}</h2>
        <SendControls />
      </section>
      <section class="journey-part part stack">
        <h2>{t.rates}</h2>
        <LossRates lanes={lanes.value} />
      </section>
      <PredictFirst />
    </>
  );
}

const counts = [1, 10, 100] as const;

function SendControls() {
  const t = journeyTexts().send;
  const isSending = leftToSend.value > 0 || isRoundUnderWay.value;
  const empty = lanes.value.filter(({ name }) => visitorsOf(name).length === 0);
  const hasNoVisitors = empty.length === lanes.value.length;
  const [missing] = empty;
  const reason = missing ? (hasNoVisitors ? t.nobody : t.missing(missing.name)) : t.who;
  // A disabled button loses the focus, and keyboard users would have to return to it after each press.
  return (
    <>
      <div class="row">
        {counts.map((count) => (
          <button
            key={count}
            type="button"
            disabled={hasNoVisitors}
            aria-disabled={isSending}
            aria-describedby="journey-send-hint"
            onClick={() => isSending || send(count)}
          >
            {t.send(count)}
          </button>
        ))}
        <button type="button" aria-disabled={leftToSend.value === 0} onClick={stopSending}>
          {t.stop}
        </button>
        {leftToSend.value > 0 && (
          <span>{t.progress(askedToSend.value - leftToSend.value, askedToSend.value)}</span>
        )}
      </div>
      <p class="hint" id="journey-send-hint">
        {reason} {empty.length === 0 && lanes.value.length > 1 && t.both}
      </p>
    </>
  );
}

function VisitorControls() {
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

// Break it: the crowds, the timeline, and the faults.
import { useEffect, useState } from 'preact/hooks';
import { incidents, labState, showDetails } from '../../state/lab-state.js';
import { lanes } from '../../state/view.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { useInterval } from '../../ui/use-interval.js';
import {
  type Crowd,
  checkCrowds,
  countIn,
  crowdSize,
  crowds,
  isLoggingIn,
  logInCrowd,
  type Member,
  recheckCrowds,
  type VerdictState,
} from './crowd.js';
import { formatRange, predictCrowd } from './crowd-predictions.js';
import { Faults } from './faults.js';
import { breakTexts } from './texts.js';
import { TimelineView } from './timeline-view.js';

const checkEveryMs = 2000;

export function BreakPanel() {
  // An experiment counts its own requests, and finds others in its way.
  const isFree = labState.value?.busy !== 'run';
  useInterval(checkCrowds, isFree ? checkEveryMs : null);

  const last = incidents.value.at(-1)?.id;
  useEffect(() => {
    if (last !== undefined && isFree) void recheckCrowds();
  }, [last]);

  return (
    <>
      <CrowdView />
      <TimelineView />
      <Faults />
    </>
  );
}

function CrowdView() {
  const t = breakTexts().crowd;
  // Without a known state, later changes could not be recognized.
  const isWaiting = isLoggingIn.value || labState.value === null;
  return (
    <section class="break-who" aria-label={t.title}>
      <div class="stack">
        <h2>{t.title}</h2>
        <div class="row">
          <button type="button" class="main" disabled={isWaiting} onClick={() => logInCrowd()}>
            {isLoggingIn.value ? t.working : t.logIn(crowdSize)}
          </button>
          <button type="button" disabled={isLoggingIn.value} onClick={() => recheckCrowds()}>
            {t.check}
          </button>
        </div>
        <p class="hint">{t.checked}</p>
      </div>
      <div class="break-crowd">
        {lanes.value.map(({ name }) => (
          <LaneCrowd key={name} mode={name} crowd={crowds.value[name]} />
        ))}
      </div>
    </section>
  );
}

function LaneCrowd({ mode, crowd }: { mode: string; crowd: Crowd | undefined }) {
  const t = breakTexts().crowd;
  const [pointedAt, point] = useState<Member | null>(null);
  const members = crowd?.members ?? [];
  const shown = members.find(({ client }) => client.id === pointedAt?.client.id);
  return (
    <div>
      <p>
        <code>{mode}</code>{' '}
        <span role="status">{crowd ? <Count crowd={crowd} /> : <span class="hint">{t.empty}</span>}</span>
      </p>
      <ul class="break-visitors" aria-label={mode}>
        {members.map((member) => (
          <li key={member.client.username}>
            <button
              type="button"
              class={`break-visitor ${member.verdict.state}`}
              aria-label={memberText(member)}
              onFocus={() => point(member)}
              onPointerEnter={() => point(member)}
              onClick={() => showDetails(member.verdict.exchange)}
            >
              <Figure instance={member.client.issuedBy} state={member.verdict.state} />
            </button>
          </li>
        ))}
      </ul>
      {crowd && <p class="hint two-lines">{shown ? memberText(shown) : t.hint}</p>}
    </div>
  );
}

function Count({ crowd }: { crowd: Crowd }) {
  const t = breakTexts().crowd;
  const { members } = crowd;
  const unclear = members.filter(({ verdict }) => verdict.state === 'unclear').length;
  const prediction = predictCrowd(crowd);
  return (
    <>
      <b>{t.count(countIn(members), members.length)}</b>
      {unclear > 0 && `, ${t.unclear(unclear)}`}
      {prediction && `; ${t.predicted(formatRange(prediction))}`}
    </>
  );
}

function memberText({ client, verdict }: Member): string {
  const t = breakTexts().crowd;
  const reason = verdict.exchange ? explainExchange(verdict.exchange) : t.lostCredential;
  return `${client.username}: ${t.states[verdict.state]}. ${reason}`;
}

const signs: Record<VerdictState, string> = { in: '', out: '×', unclear: '?' };

function Figure({ instance, state }: { instance: string | null; state: VerdictState }) {
  return (
    <span aria-hidden="true">
      <InstanceMark instance={instance} size={16} />
      <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">
        <path class="break-body" d="M3 15 C3 5 9 2 13 2 S23 5 23 15 Z" />
      </svg>
      <b class="break-sign">{signs[state]}</b>
    </span>
  );
}

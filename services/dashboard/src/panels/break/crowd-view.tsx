// Who is still logged in: a figure for each of the crowd, beside how many there should be.
import { useSignal } from '@preact/signals';
import { defineTexts } from '../../i18n/texts.js';
import { chosenExchange } from '../../journey/exchanges.js';
import { lanes } from '../../journey/lanes.js';
import { labState } from '../../lab/state.js';
import { explainExchange } from '../../words/reason.js';
import { sayRange } from './cost-words.js';
import {
  type Crowd,
  checkAfresh,
  countIn,
  crowdSize,
  crowds,
  isLoggingIn,
  logInCrowd,
  type Member,
} from './crowd.js';
import { Figure } from './figure.js';
import { foretellCrowd } from './prospect.js';
import type { VerdictState } from './verdict.js';

const texts = defineTexts(
  {
    title: 'Who is still logged in',
    logIn: (count: number) => `Log in ${count} visitors`,
    working: 'Logging in …',
    check: 'Ask them now',
    checked: 'Each is asked every 2 s while this is shown, and pauses while an experiment runs.',
    nobody: 'Nobody has logged in here yet.',
    count: (count: number, of: number) => `${count} of ${of} still logged in`,
    unclear: (count: number) => `of ${count} it cannot be said now`,
    predicted: (range: string) => `predicted ${range}`,
    states: {
      in: 'logged in',
      out: 'logged out',
      unclear: 'cannot be said now',
    } satisfies Record<VerdictState, string>,
    lostCredential: 'has no credential any more',
    hint: 'Point at a figure, or go there with Tab, for the reason.',
  },
  {
    title: '아직 로그인되어 있는 사람',
    logIn: (count) => `방문자 ${count}명 로그인`,
    working: '로그인하는 중…',
    check: '지금 확인',
    checked: '이 화면이 보이는 동안 2초마다 확인하며, 실험이 실행되는 동안에는 쉽니다.',
    nobody: '아직 아무도 로그인하지 않았습니다.',
    count: (count, of) => `${of}명 중 ${count}명 로그인 상태`,
    unclear: (count) => `${count}명은 지금 알 수 없음`,
    predicted: (range) => `예측 ${range}명`,
    states: { in: '로그인 상태', out: '로그아웃됨', unclear: '지금 알 수 없음' },
    lostCredential: '자격 증명이 더 이상 없습니다',
    hint: '사람 위에 포인터를 올리거나 Tab으로 이동하면 이유가 보입니다.',
  },
);

export function CrowdView() {
  const t = texts();
  // Before it is known what there is, nobody could say later what has changed.
  const isWaiting = isLoggingIn.value || labState.value === null;
  return (
    <section class="break-crowds" aria-label={t.title}>
      <h2>{t.title}</h2>
      <div class="row">
        <button type="button" class="main" disabled={isWaiting} onClick={() => logInCrowd()}>
          {isLoggingIn.value ? t.working : t.logIn(crowdSize)}
        </button>
        <button type="button" disabled={isLoggingIn.value} onClick={() => checkAfresh()}>
          {t.check}
        </button>
      </div>
      <p class="hint">{t.checked}</p>
      {lanes.value.map(({ name }) => (
        <LaneCrowd key={name} mode={name} crowd={crowds.value[name]} />
      ))}
    </section>
  );
}

function LaneCrowd({ mode, crowd }: { mode: string; crowd: Crowd | undefined }) {
  const t = texts();
  const pointedAt = useSignal<Member | null>(null);
  const members = crowd?.members ?? [];
  const shown = members.find(({ client }) => client.id === pointedAt.value?.client.id);
  return (
    <div class="break-crowd">
      <p>
        <code>{mode}</code>{' '}
        <span role="status">{crowd ? <Count crowd={crowd} /> : <span class="hint">{t.nobody}</span>}</span>
      </p>
      <ul class="break-figures" aria-label={mode}>
        {members.map((member) => (
          <li key={member.client.username}>
            <button
              type="button"
              class={`break-figure ${member.verdict.state}`}
              aria-label={sayMember(member)}
              onFocus={() => {
                pointedAt.value = member;
              }}
              onPointerEnter={() => {
                pointedAt.value = member;
              }}
              onClick={() => {
                chosenExchange.value = member.verdict.exchange;
              }}
            >
              <Figure instance={member.client.issuedBy} state={member.verdict.state} />
            </button>
          </li>
        ))}
      </ul>
      {crowd && <p class="hint break-reason">{shown ? sayMember(shown) : t.hint}</p>}
    </div>
  );
}

function Count({ crowd }: { crowd: Crowd }) {
  const t = texts();
  const { members } = crowd;
  const unclear = members.filter(({ verdict }) => verdict.state === 'unclear').length;
  const foretold = foretellCrowd(crowd);
  return (
    <>
      <b>{t.count(countIn(members), members.length)}</b>
      {unclear > 0 && `, ${t.unclear(unclear)}`}
      {foretold && `; ${t.predicted(sayRange(foretold.loggedIn))}`}
    </>
  );
}

function sayMember({ client, verdict }: Member): string {
  const t = texts();
  const reason = verdict.exchange ? explainExchange(verdict.exchange) : t.lostCredential;
  return `${client.username}: ${t.states[verdict.state]}. ${reason}`;
}

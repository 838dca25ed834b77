// The same credential in different places of this browser. Here the page itself is the client, with nobody in between.
import { signal } from '@preact/signals';
import type { Mode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../../i18n/texts.js';
import { noteExchanges } from '../../../journey/exchanges.js';
import { InstanceMark } from '../../../marks/instance-mark.js';
import { explainExchange } from '../../../words/reason.js';
import { cleanUp, noteCookie } from './clean-up.js';
import { pageClient } from './client.js';
import { FactsTable } from './facts-table.js';
import { PlaceChoice } from './place-choice.js';
import { type PlaceName, places } from './places.js';
import { lookAgain } from './readable.js';
import { ReadableList } from './readable-list.js';

const texts = defineTexts(
  {
    title: 'Where this browser keeps it',
    intro: 'Here nobody plays the visitor: this page logs in itself, and the browser keeps what it gets.',
    logIn: 'Log alice in',
    me: 'Who am I?',
    logOut: 'Log out',
    cleanUp: 'Clean up',
    cleaned: 'Nothing of this page is stored any more.',
    answered: (username: string) => `You are ${username}.`,
    more: 'The page on which an injected script does it',
  },
  {
    title: '브라우저가 보관하는 곳',
    intro: '여기서는 이 페이지가 직접 로그인하고, 받은 것을 브라우저가 보관합니다.',
    logIn: 'alice 로그인',
    me: '나는 누구?',
    logOut: '로그아웃',
    cleanUp: '모두 지우기',
    cleaned: '이 페이지가 저장한 것이 더는 없습니다.',
    answered: (username) => `사용자: ${username}`,
    more: '주입된 스크립트가 실제로 하는 것을 보는 페이지',
  },
);

const chosenPlace = signal<PlaceName>('cookie');
const last = signal<Exchange | 'cleaned' | null>(null);
const isBusy = signal(false);

export function StoragePlaces({ mode }: { readonly mode: Mode }) {
  const t = texts();
  // A session knows no other place than a cookie.
  const placeName = mode.credential === 'session' ? 'cookie' : chosenPlace.value;
  const client = pageClient(mode, places[placeName]);
  const use = (act: () => Promise<readonly Exchange[]>) => () => busily(act);
  const logIn = async () => {
    if (placeName === 'cookie') noteCookie(mode.name, true);
    return [await client.logIn('alice')];
  };
  const logOut = async () => {
    const exchange = await client.logOut();
    if (placeName === 'cookie' && exchange.status === 200) noteCookie(mode.name, false);
    return [exchange];
  };
  const clean = async () => {
    await cleanUp(mode.name);
    return [];
  };
  return (
    <section class="token-storage" aria-labelledby="token-storage">
      <h2 id="token-storage">
        {t.title} <code>{mode.name}</code>
      </h2>
      <p>{t.intro}</p>
      <PlaceChoice
        isSession={mode.credential === 'session'}
        chosen={placeName}
        onChoose={(name) => {
          chosenPlace.value = name;
        }}
      />
      <fieldset class="row token-buttons" aria-busy={isBusy.value} aria-label={t.title}>
        <button type="button" class="main" onClick={use(logIn)}>
          {t.logIn}
        </button>
        <button type="button" onClick={use(client.me)}>
          {t.me}
        </button>
        <button type="button" onClick={use(logOut)}>
          {t.logOut}
        </button>
        <button type="button" onClick={use(clean)}>
          {t.cleanUp}
        </button>
      </fieldset>
      <p role="status" class="token-answer">
        <Outcome />
      </p>
      <ReadableList />
      <FactsTable chosen={placeName} />
      <p>
        <a href={`/storage/?mode=${mode.name}&place=${placeName}`}>{t.more}</a>
      </p>
    </section>
  );
}

function Outcome() {
  const t = texts();
  const shown = last.value;
  if (shown === null) return null;
  if (shown === 'cleaned') return t.cleaned;
  return (
    <>
      <InstanceMark instance={shown.servedBy} /> <code>{`${shown.method} ${shown.path}`}</code> {shown.status}{' '}
      {shown.username !== null && <b>{t.answered(shown.username)}</b>} {explainExchange(shown)}
    </>
  );
}

async function busily(act: () => Promise<readonly Exchange[]>): Promise<void> {
  // Not disabled meanwhile: a button that is takes the keyboard's focus away.
  if (isBusy.value) return;
  isBusy.value = true;
  const exchanges = await act().finally(() => {
    isBusy.value = false;
  });
  noteExchanges(exchanges);
  last.value = exchanges.at(-1) ?? 'cleaned';
  lookAgain();
}

// The same credential in different places of this browser. Here the page itself is the client.
import { signal } from '@preact/signals';
import type { Mode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { noteExchanges } from '../../state/lab-state.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { whileBusy } from '../../ui/notice.js';
import { Table } from '../../ui/table.js';
import { cleanUp, type PlaceName, pageClient, placeNames, places } from './page-client.js';
import { lookAgain, ReadableList } from './readable-list.js';
import { tokenTexts } from './texts.js';

const chosenPlace = signal<PlaceName>('cookie');
const last = signal<Exchange | 'cleaned' | null>(null);
const isBusy = signal(false);

export function StoragePlaces({ mode }: { readonly mode: Mode }) {
  const t = tokenTexts().storage;
  // A session ID is kept only in a cookie.
  const placeName = mode.credential === 'session' ? 'cookie' : chosenPlace.value;
  const client = pageClient(mode, places[placeName]);
  const use = (act: () => Promise<readonly Exchange[]>) => () => busily(act);
  const clean = async () => {
    await cleanUp(mode.name);
    return [];
  };
  return (
    <section class="part stack loose" aria-labelledby="token-storage">
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
      <fieldset class="row" aria-busy={isBusy.value} aria-label={t.title}>
        <button type="button" class="main" onClick={use(() => client.logIn('alice'))}>
          {t.logIn}
        </button>
        <button type="button" onClick={use(client.me)}>
          {t.me}
        </button>
        <button type="button" onClick={use(client.logOut)}>
          {t.logOut}
        </button>
        <button type="button" onClick={use(clean)}>
          {t.cleanUp}
        </button>
      </fieldset>
      <p role="status" class="optional">
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
  const t = tokenTexts().storage;
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
  // The buttons stay enabled meanwhile, since a disabled button loses the keyboard's focus.
  const exchanges = await whileBusy(isBusy, act);
  if (!exchanges) return;
  noteExchanges(exchanges);
  last.value = exchanges.at(-1) ?? 'cleaned';
  lookAgain();
}

interface PlaceChoiceProps {
  readonly isSession: boolean;
  readonly chosen: PlaceName;
  readonly onChoose: (name: PlaceName) => void;
}

function PlaceChoice({ isSession, chosen, onChoose }: PlaceChoiceProps) {
  const t = tokenTexts().places;
  return (
    <fieldset class="token-choices row">
      <legend>{t.legend}</legend>
      {placeNames.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="token-place"
            value={name}
            checked={name === chosen}
            disabled={isSession && name !== 'cookie'}
            onChange={() => onChoose(name)}
          />
          {t[name]}
        </label>
      ))}
      {isSession && <p class="hint">{t.session}</p>}
    </fieldset>
  );
}

const facts = ['read', 'used', 'sent', 'tab', 'browser'] as const;

function FactsTable({ chosen }: { readonly chosen: PlaceName }) {
  const { facts: t, places } = tokenTexts();
  const columns = placeNames.map((place) => ({
    title: places[place],
    look: place === chosen ? 'token-chosen' : undefined,
  }));
  return (
    <Table
      label={t.caption}
      caption=""
      look="token-table token-facts"
      columns={[t.fact, ...columns]}
      rows={facts.map((fact) => [fact, t[fact].name, ...placeNames.map((place) => t[fact][place])])}
    />
  );
}

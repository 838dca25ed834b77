// The panel "Token": the anatomy of a visitor's credential, then tampering and browser storage.

import { signal } from '@preact/signals';
import { cookieParts, decodeJson, split, tokenParts } from '@scale-out-lab/core';
import { lab } from '../../api/client.js';
import { latestSignIn } from '../../state/sign-ins.js';
import { view } from '../../state/view.js';
import { attemptFor, keepVisitor, logIn, type User, users } from '../../state/visitors.js';
import { formatDate } from '../../texts/format.js';
import { Choice } from '../../ui/choice.js';
import { whileBusy } from '../../ui/notice.js';
import { Tokens } from '../sign-in/tokens.js';
import { ClaimTable, Countdown, timeIn } from './claim-table.js';
import { chooseUser, current, type Holder, holders, lane } from './current.js';
import { SignItYourself } from './sign/sign-it-yourself.js';
import { StoragePlaces } from './storage.js';
import { Tamper } from './tamper.js';
import { tokenTexts } from './texts.js';

export function TokenPanel() {
  const mode = lane.value;
  const holder = current.value;
  const tokens = mode && latestSignIn(mode.name)?.tokens;
  return (
    <>
      <Anatomy />
      {tokens && <Tokens {...tokens} />}
      {holder && <Tamper key={holder.credential.text} holder={holder} />}
      <SignItYourself />
      {mode && <StoragePlaces key={mode.name} mode={mode} />}
    </>
  );
}

const isBusy = signal(false);

function Anatomy() {
  const t = tokenTexts().anatomy;
  const holder = current.value;
  return (
    <section class="part stack loose" aria-labelledby="token-anatomy">
      <h2 id="token-anatomy">
        {t.title} {lane.value && <code>{lane.value.name}</code>}
      </h2>
      {!holder && <p>{t.nobody(lane.value?.name ?? '')}</p>}
      <div class="row optional">
        {holder && holders.value.length > 1 && (
          <Choice
            label={t.holder}
            value={holder.username as User}
            options={users.map((user) => [user, user])}
            onChoose={chooseUser}
          />
        )}
        {!holder && (
          <button type="button" class="main" onClick={() => whileBusy(isBusy, () => logIn('alice'))}>
            {t.logIn('alice')}
          </button>
        )}
        {holder?.credential.refreshToken && (
          <button type="button" onClick={() => whileBusy(isBusy, () => renew(holder))}>
            {t.renew}
          </button>
        )}
      </div>
      {holder && <Credential holder={holder} />}
    </section>
  );
}

function Credential({ holder: { credential } }: { readonly holder: Holder }) {
  return credential.kind === 'jwt' ? (
    <TokenAnatomy token={credential.text} />
  ) : (
    <CookieAnatomy value={credential.text} expiresAt={credential.expiresAt} />
  );
}

async function renew({ id }: Holder): Promise<void> {
  await attemptFor(async () => {
    const { client } = await lab.refresh(id);
    keepVisitor(client);
  });
}

function TokenAnatomy({ token }: { readonly token: string }) {
  const t = tokenTexts().token;
  const parts = split(token, tokenParts);
  if (!parts) return <p>{t.unreadable}</p>;
  const header = decodeJson(parts.header);
  const claims = decodeJson(parts.payload);
  const from = timeIn('iat', claims?.iat);
  const until = timeIn('exp', claims?.exp);
  return (
    <>
      <Parts parts={parts} names={tokenParts} labels={t.parts} />
      <p>{t.open}</p>
      {from && until && <Countdown from={from} until={until} />}
      {header && <ClaimTable part="header" caption={t.headerFields} fields={header} />}
      {claims && <ClaimTable part="payload" caption={t.claims} fields={claims} />}
    </>
  );
}

interface CookieAnatomyProps {
  readonly value: string;
  readonly expiresAt: string | null;
}

function CookieAnatomy({ value, expiresAt }: CookieAnatomyProps) {
  const t = tokenTexts().cookie;
  const parts = split(value, cookieParts);
  if (!parts) return <p>{t.unreadable}</p>;
  return (
    <>
      <Parts parts={parts} names={cookieParts} labels={t.parts} />
      <p>{t.closed}</p>
      <ul class="token-notes stack">
        {cookieParts.map((name) => (
          <li key={name}>
            <b>{t.parts[name]}</b> {t[name]}
          </li>
        ))}
      </ul>
      {expiresAt && <p class="hint">{t.expires(formatDate(new Date(expiresAt), view.value.language))}</p>}
    </>
  );
}

interface PartsProps<Part extends string> {
  readonly parts: Readonly<Record<Part, string>>;
  /** In the order in which they are written. */
  readonly names: readonly Part[];
  readonly labels: Readonly<Record<Part, string>>;
}

function Parts<Part extends string>({ parts, names, labels }: PartsProps<Part>) {
  return (
    <dl class="stack">
      {names.map((name, at) => (
        <div key={name} class={`token-part token-${at + 1}`}>
          <dt>{labels[name]}</dt>
          <dd>
            <code>
              {parts[name]}
              {at < names.length - 1 && <b>.</b>}
            </code>
          </dd>
        </div>
      ))}
    </dl>
  );
}

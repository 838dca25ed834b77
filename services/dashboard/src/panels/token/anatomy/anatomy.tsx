// The anatomy of the credential that a visitor holds: its text in parts, and what can be read in it.

import { lab } from '../../../api/client.js';
import { noteExchanges } from '../../../state/exchanges.js';
import { logIn } from '../../../state/visitor-actions.js';
import { keepVisitor, type User, users } from '../../../state/visitors.js';
import { Choice } from '../../../ui/choice.js';
import { attempt } from '../../../ui/notice.js';
import { chosenUser, current, type Holder, holders, lane } from '../current.js';
import { tokenTexts } from '../texts.js';
import { CookieAnatomy } from './cookie-anatomy.js';
import { TokenAnatomy } from './token-anatomy.js';

let isBusy = false;

export function Anatomy() {
  const t = tokenTexts().anatomy;
  const holder = current.value;
  return (
    <section class="token-anatomy" aria-labelledby="token-anatomy">
      <h2 id="token-anatomy">
        {t.title} {lane.value && <code>{lane.value.name}</code>}
      </h2>
      {!holder && <p>{t.nobody(lane.value?.name ?? '')}</p>}
      <div class="row">
        {holder && holders.value.length > 1 && (
          <Choice
            label={t.holder}
            value={holder.username as User}
            options={users.map((user) => [user, user])}
            onChoose={(user) => {
              chosenUser.value = user;
            }}
          />
        )}
        {!holder && (
          <button type="button" class="main" onClick={() => busily(() => logIn('alice'))}>
            {t.logIn('alice')}
          </button>
        )}
        {holder?.credential.refreshToken && (
          <button type="button" onClick={() => busily(() => renew(holder))}>
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
  await attempt(async () => {
    const { client, exchange } = await lab.refresh(id);
    noteExchanges([exchange]);
    keepVisitor(client);
  });
}

async function busily(act: () => Promise<void>): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  await act().finally(() => {
    isBusy = false;
  });
}

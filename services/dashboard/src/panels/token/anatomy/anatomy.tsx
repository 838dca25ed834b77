// The anatomy of the credential that a visitor holds: its text in parts, and what can be read in it.
import { defineTexts } from '../../../i18n/texts.js';
import { logIn } from '../../../journey/actions.js';
import { noteExchanges } from '../../../journey/exchanges.js';
import { keepVisitor, type User, users } from '../../../journey/visitors.js';
import { lab } from '../../../lab/api.js';
import { Choice } from '../../../ui/choice.js';
import { attempt } from '../../../ui/notice.js';
import { chosenUser, current, type Holder, holders, lane } from '../current.js';
import { CookieAnatomy } from './cookie-anatomy.js';
import { TokenAnatomy } from './token-anatomy.js';

const texts = defineTexts(
  {
    title: 'Anatomy',
    nobody: (mode: string) => `Nobody is logged in on ${mode}.`,
    logIn: (user: string) => `Log ${user} in`,
    holder: 'Whose',
    renew: 'Renew it with the refresh token',
  },
  {
    title: '토큰 해부',
    nobody: (mode) => `${mode}에 로그인한 사용자가 없습니다.`,
    logIn: (user) => `${user} 로그인`,
    holder: '누구의 것',
    renew: '리프레시 토큰으로 갱신',
  },
);

let isBusy = false;

export function Anatomy() {
  const t = texts();
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

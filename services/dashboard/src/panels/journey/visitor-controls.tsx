// Log-in and log-out for each visitor, on all lanes at once, and below for each lane what they hold.
import { defineTexts } from '../../i18n/texts.js';
import { logIn, logOut } from '../../journey/actions.js';
import { lanes } from '../../journey/lanes.js';
import { findVisitor, type User, users } from '../../journey/visitors.js';
import { VisitorCard } from './visitor-card.js';

const texts = defineTexts(
  {
    logIn: (user: string) => `Log ${user} in`,
    again: (user: string) => `Log ${user} in again`,
    logOut: (user: string) => `Log ${user} out`,
  },
  {
    logIn: (user) => `${user} 로그인`,
    again: (user) => `${user} 다시 로그인`,
    logOut: (user) => `${user} 로그아웃`,
  },
);

export function VisitorControls() {
  return (
    <>
      <div class="row">
        {users.map((user) => (
          <LogInAndOut key={user} user={user} />
        ))}
      </div>
      <div class="journey-lanes">
        {lanes.value.map(({ name }) => (
          <article key={name} aria-label={name} class="journey-lane">
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
  const t = texts();
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

// Log-in and log-out for each visitor, on all lanes at once, and below for each lane what they hold.

import { lanes } from '../../state/lanes.js';
import { logIn, logOut } from '../../state/visitor-actions.js';
import { findVisitor, type User, users } from '../../state/visitors.js';
import { journeyTexts } from './texts.js';
import { VisitorCard } from './visitor-card.js';

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

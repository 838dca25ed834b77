// Where each log-in of the visitors is kept: a chip in the instance's memory, in Redis, or with the visitor as a token.
import { findMode, type Mode } from '@scale-out-lab/core';
import { latestSignIn, pendingSignIns } from '../state/sign-ins.js';
import { mapTexts } from '../state/texts.js';
import { lanes } from '../state/view.js';
import { findLeaver, findVisitor, users } from '../state/visitors.js';
import { InstanceMark } from '../ui/instance-mark.js';
import { hasForgotten } from './forgotten.js';

type Fate = 'held' | 'left' | 'lost';

interface LogIn {
  readonly user: string;
  readonly mode: string;
  readonly issuedBy: string | null;
  readonly what: 'session' | 'token' | 'refresh';
  /** `left`: the visitor logged out, but the log-out ended nothing. `lost`: the part has lost it since. */
  readonly fate: Fate;
}

/** @param place an instance, `redis`, or the part of the visitors of a mode */
export function LogInChips({ place, mode }: { place: string; mode?: string }) {
  const t = mapTexts().logIns;
  const kept = lanes.value
    .filter(({ name }) => mode === undefined || name === mode)
    .flatMap((lane) => logInsOf(lane, place));
  return (
    <ul class="map-chips" aria-label={t.title}>
      {kept.map(({ user, mode: name, what, issuedBy, fate }) => (
        <li key={`${user} ${name} ${what}`} class={`map-chip is-${what} is-${fate}`}>
          {what !== 'session' && <InstanceMark instance={issuedBy} size={12} />} {user}
          {what !== 'session' && <span class="map-chip-what"> {t[what]}</span>}
          {fate !== 'held' && <span class="map-chip-what"> {t[fate]}</span>}
        </li>
      ))}
      <PendingSignIns place={place} />
    </ul>
  );
}

/** The sign-ins without an accepted callback, as items of a list. */
export function PendingSignIns({ place, mode }: { place: string; mode?: string }) {
  const t = mapTexts().logIns;
  const pending = [...pendingSignIns.value].filter(
    ([of, { holder }]) =>
      holder === place && lanes.value.some(({ name }) => name === of && name === (mode ?? of)),
  );
  return (
    <>
      {pending.map(([of, { sinceMs }]) => {
        const isLost = hasForgotten(place, sinceMs);
        return (
          <li key={of} class={isLost ? 'map-chip is-pending is-lost' : 'map-chip is-pending'}>
            {latestSignIn(of)?.username} <span class="map-chip-what">{t.pending}</span>
            {isLost && <span class="map-chip-what"> {t.lost}</span>}
          </li>
        );
      })}
    </>
  );
}

function logInsOf(mode: Mode, place: string): readonly LogIn[] {
  return users.flatMap((user) => {
    const present = findVisitor(mode.name, user);
    const leaver = findLeaver(mode.name, user);
    // A log-out that was refused leaves the session where it is.
    const isLeft = present === undefined && leaver !== undefined && leaver.logOut.status !== 200;
    const client = isLeft ? leaver.client : present;
    if (!client) return [];
    const { issuedBy, loggedInAt } = client;
    return placesOf(mode, issuedBy).flatMap(([where, what]): readonly LogIn[] => {
      if (where !== place || (what === 'token' && !present?.credential)) return [];
      const fate = hasForgotten(where, Date.parse(loggedInAt ?? '')) ? 'lost' : isLeft ? 'left' : 'held';
      return [{ user, mode: mode.name, issuedBy, what, fate }];
    });
  });
}

type Place = readonly [where: string, what: LogIn['what']];

/** By the axes: a session is where the server remembers, a token is with the visitor. */
function placesOf({ credential, state, refresh }: Mode, issuedBy: string | null): readonly Place[] {
  if (credential === 'jwt')
    return [['visitor', 'token'], ...(refresh ? [['redis', 'refresh'] as const] : [])];
  if (state === 'redis') return [['redis', 'session']];
  return issuedBy === null ? [] : [[issuedBy, 'session']];
}

/** In a sticky mode the balancer leads each visitor to the instance that logged them in. */
export function Routes() {
  const routes = lanes.value
    .filter(({ balancing }) => balancing === 'sticky')
    .flatMap(({ name }) => users.flatMap((user) => findVisitor(name, user) ?? []));
  if (routes.length === 0) return null;
  return (
    <ul class="map-routes" aria-label={mapTexts().logIns.routes}>
      {routes.map(({ id, username, issuedBy }) => (
        <li key={id}>
          {username} → <InstanceMark instance={issuedBy} size={12} /> {issuedBy}
        </li>
      ))}
    </ul>
  );
}

export const isTokenMode = (mode: string) => findMode(mode)?.credential === 'jwt';

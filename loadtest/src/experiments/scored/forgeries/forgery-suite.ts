// A suite of forgeries of one kind of credential: groups of classes, the fixture that they start from, and the attack.
import { accepts, isPortable, type Mode } from '@scale-out-lab/core';
import type { Headers, HttpRequest } from '../../../http/connection.js';
import type { LogIn } from '../../client/log-in.js';
import { type ScoredTrial, usernameIn } from '../../client/scored-trial.js';
import type { AttackerKit } from './attacker-kit.js';
import type { ForgedRequest, ForgeryRunner } from './forgery-runner.js';

/** The shared parts of all forgeries of one trial. */
export interface ForgeryContext extends ScoredTrial {
  readonly kit: AttackerKit;
}

/** The users of the trial: the owner of the forged credential, and another user. */
export function usersOf(trial: ForgeryContext) {
  return { owner: usernameIn(trial, 0), other: usernameIn(trial, 1) };
}

export interface ForgeryTerms {
  readonly mode: Mode;
  /** N: instances behind the balancer. */
  readonly instances: number;
  /** Whether the instances' signing key is known, so that forged claims can have a valid signature. */
  readonly isKeyKnown: boolean;
}

/** The text of a token or session cookie; or a whole request, where more than that text is forged. */
type Forged = string | ForgedRequest;

/** Calls /me with these headers, of which a list may name one twice. */
export function forgedMe({ name }: Mode, headers: Headers | readonly string[]): ForgedRequest {
  return { request: { method: 'GET', path: `/api/${name}/me`, headers } };
}

/** How to forge some credentials from a real log-in. */
export type Forge<Fixture> = (
  fixture: Fixture,
) => Forged | readonly Forged[] | Promise<Forged | readonly Forged[]>;

/** A class of forged credentials that is tried in some modes or conditions only. */
interface ConditionalClass<Fixture> {
  appliesTo(terms: ForgeryTerms): boolean;
  readonly forge: Forge<Fixture>;
}

/** Classes of forged credentials by name, which are tried one after the other, with the same log-in. */
export type ForgeryGroup<Fixture> = Readonly<Record<string, Forge<Fixture> | ConditionalClass<Fixture>>>;

/** A class for each entry of a table. */
export function classesOf<Entry, Fixture>(
  table: Readonly<Record<string, Entry>>,
  forge: (fixture: Fixture, entry: Entry) => readonly Forged[],
): Readonly<Record<string, Forge<Fixture>>> {
  const classes = Object.entries(table).map(([name, entry]) => [
    name,
    (fixture: Fixture) => forge(fixture, entry),
  ]);
  return Object.fromEntries(classes);
}

export interface ForgerySuite<Fixture extends { readonly logIn: LogIn }> {
  /** By name, which a report states if a genuine credential no longer works after the group. */
  readonly groups: Readonly<Record<string, ForgeryGroup<Fixture>>>;
  /** Logs in, at that instance if one is named. */
  prepare(context: ForgeryContext, instance?: string): Promise<Fixture>;
  /** The request that carries the forged text of a credential. */
  carry(fixture: Fixture, text: string): HttpRequest;
  /** Requests by description, which every instance that can verify the credential must accept. */
  genuine(fixture: Fixture): Readonly<Record<string, HttpRequest>>;
}

/** A suite without the type of its fixture. */
export interface Attack {
  countClasses(terms: ForgeryTerms): number;
  run(context: ForgeryContext, terms: ForgeryTerms, runner: ForgeryRunner): Promise<void>;
}

export function createAttack<Fixture extends { readonly logIn: LogIn }>(
  suite: ForgerySuite<Fixture>,
): Attack {
  const choose = (group: ForgeryGroup<Fixture>, terms: ForgeryTerms) =>
    Object.entries(group).flatMap(([name, each]): (readonly [string, Forge<Fixture>])[] => {
      if (typeof each === 'function') return [[name, each]];
      return each.appliesTo(terms) ? [[name, each.forge]] : [];
    });

  return {
    countClasses: (terms) =>
      Object.values(suite.groups).reduce((total, group) => total + choose(group, terms).length, 0),
    async run(context, terms, runner) {
      const { mode, instances } = context;
      // Where the issuer alone can verify a credential, each instance gets forgeries of the credentials that it issued.
      const issuers = isPortable(mode) ? [undefined] : instances;
      for (const [name, group] of Object.entries(suite.groups)) {
        const classes = choose(group, terms);
        if (classes.length === 0) continue;
        // Log in for each group, so that short-lived tokens are not refused for their age.
        const fixtures = await Promise.all(issuers.map((issuer) => suite.prepare(context, issuer)));
        for (const [what, forge] of classes) {
          const made = await Promise.all(fixtures.map((fixture) => make(fixture, forge)));
          // In the order of the rotation, which takes the fewest requests.
          for (const [index, forged] of interleave(made)) {
            await runner.sendForged(what, forged, issuers[index]);
          }
        }
        for (const fixture of fixtures) await tryGenuine(name, fixture, mode, runner);
      }
    },
  };

  async function make(fixture: Fixture, forge: Forge<Fixture>): Promise<readonly ForgedRequest[]> {
    const made = [await forge(fixture)].flat();
    return made.map((each) => (typeof each === 'string' ? { request: suite.carry(fixture, each) } : each));
  }

  async function tryGenuine(
    group: string,
    fixture: Fixture,
    mode: Mode,
    runner: ForgeryRunner,
  ): Promise<void> {
    for (const [what, request] of Object.entries(suite.genuine(fixture))) {
      const isDue = (instance: string) => accepts(mode, instance, fixture.logIn);
      await runner.sendGenuine(`${what}, after ${group}`, request, isDue);
    }
  }
}

/** The first of each list, then the second of each, and so on, with the index of the list. */
function interleave<Item>(lists: readonly (readonly Item[])[]): readonly (readonly [number, Item])[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list, index) => list.slice(at, at + 1).map((item) => [index, item] as const)),
  ).flat();
}

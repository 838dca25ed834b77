// How a kind of credential is forged: what a forger starts from, the families of classes, and what must go on working.
import { accepts, isPortable, type Mode } from '@scale-out-lab/core';
import type { HttpRequest } from '../../client/http.js';
import type { LogIn } from '../../client/log-in.js';
import type { ForgeryContext } from './context.js';
import type { ForgedRequest, ForgeryClass, ForgeryGroup, ForgeryTerms } from './forgery-class.js';
import type { ForgeryRunner } from './forgery-runner.js';

export interface ForgerySuite<Fixture extends { readonly logIn: LogIn }> {
  /** One entry a family; its name says which, where something genuine no longer works after it. */
  readonly families: Readonly<Record<string, ForgeryGroup<Fixture>>>;
  /** A new log-in, at that instance if one is named. */
  prepare(context: ForgeryContext, instance?: string): Promise<Fixture>;
  /** The request that carries the forged text of a credential. */
  carry(fixture: Fixture, text: string): HttpRequest;
  /** Requests that every instance which can check the credential must accept, each with what it is. */
  genuine(fixture: Fixture): Readonly<Record<string, HttpRequest>>;
}

/** The two things to be done with a suite, whatever its fixture. */
export interface Attack {
  countClasses(terms: ForgeryTerms): number;
  run(context: ForgeryContext, terms: ForgeryTerms, runner: ForgeryRunner): Promise<void>;
}

export function createAttack<Fixture extends { readonly logIn: LogIn }>(
  suite: ForgerySuite<Fixture>,
): Attack {
  const choose = (family: ForgeryGroup<Fixture>, terms: ForgeryTerms) =>
    family.filter(({ appliesTo }) => appliesTo?.(terms) ?? true);

  return {
    countClasses: (terms) =>
      Object.values(suite.families).reduce((total, family) => total + choose(family, terms).length, 0),
    async run(context, terms, runner) {
      const { mode, instances } = context.plan;
      // Where one instance alone can check a credential, it alone is tested by it: so each is sent forgeries of its own.
      const issuers = isPortable(mode) ? [undefined] : instances;
      for (const [name, family] of Object.entries(suite.families)) {
        const classes = choose(family, terms);
        if (classes.length === 0) continue;
        // New for each family, so that none is refused for its age where tokens live for seconds.
        const fixtures = await Promise.all(issuers.map((issuer) => suite.prepare(context, issuer)));
        for (const { name: what, forge } of classes) {
          const made = await Promise.all(fixtures.map((fixture) => make(fixture, forge)));
          // In the order of the rotation, which makes fewest requests of it.
          for (const [index, forged] of interleave(made)) {
            await runner.forged(what, forged, issuers[index]);
          }
        }
        for (const fixture of fixtures) await tryGenuine(name, fixture, mode, runner);
      }
    },
  };

  async function make(
    fixture: Fixture,
    forge: ForgeryClass<Fixture>['forge'],
  ): Promise<readonly ForgedRequest[]> {
    const made = [await forge(fixture)].flat();
    return made.map((each) => (typeof each === 'string' ? { request: suite.carry(fixture, each) } : each));
  }

  async function tryGenuine(
    family: string,
    fixture: Fixture,
    mode: Mode,
    runner: ForgeryRunner,
  ): Promise<void> {
    for (const [what, request] of Object.entries(suite.genuine(fixture))) {
      const isDue = (instance: string) => accepts(mode, instance, fixture.logIn);
      await runner.genuine(`${what}, after ${family}`, request, isDue);
    }
  }
}

/** The first of each list, then the second of each, …; with the number of the list. */
function interleave<Item>(lists: readonly (readonly Item[])[]): readonly (readonly [number, Item])[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list, index) => list.slice(at, at + 1).map((item) => [index, item] as const)),
  ).flat();
}

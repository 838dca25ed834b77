// How a kind of credential is forged: what a forger starts from, the families of classes, and what must go on working.
import { accepts, isPortable, type Mode } from '@scale-out-lab/core';
import type { ProbeRequest } from '../../probe/http.js';
import type { LogIn } from '../../probe/log-in.js';
import type { ForgeryContext } from './context.js';
import type { Family, ForgedRequest, ForgeryClass, ForgeryTerms } from './forgery-class.js';
import type { Trying } from './forgery-runner.js';

export interface Craft<Material extends { readonly logIn: LogIn }> {
  /** One entry a family; its name says which, where something genuine no longer works after it. */
  readonly families: Readonly<Record<string, Family<Material>>>;
  /** A new log-in, at that instance if one is named. */
  prepare(context: ForgeryContext, instance?: string): Promise<Material>;
  /** The request that carries the forged text of a credential. */
  carry(material: Material, text: string): ProbeRequest;
  /** Requests that every instance which can check the credential must accept, each with what it is. */
  genuine(material: Material): Readonly<Record<string, ProbeRequest>>;
}

/** The two things to be done with a craft, whatever its material. */
export interface Attack {
  countClasses(terms: ForgeryTerms): number;
  run(context: ForgeryContext, terms: ForgeryTerms, trying: Trying): Promise<void>;
}

export function attackWith<Material extends { readonly logIn: LogIn }>(craft: Craft<Material>): Attack {
  const choose = (family: Family<Material>, terms: ForgeryTerms) =>
    family.filter(({ appliesTo }) => appliesTo?.(terms) ?? true);

  return {
    countClasses: (terms) =>
      Object.values(craft.families).reduce((total, family) => total + choose(family, terms).length, 0),
    async run(context, terms, trying) {
      const { mode, instances } = context.plan;
      // Where one instance alone can check a credential, it alone is tested by it: so each is sent forgeries of its own.
      const issuers = isPortable(mode) ? [undefined] : instances;
      for (const [name, family] of Object.entries(craft.families)) {
        const classes = choose(family, terms);
        if (classes.length === 0) continue;
        // New for each family, so that none is refused for its age where tokens live for seconds.
        const materials = await Promise.all(issuers.map((issuer) => craft.prepare(context, issuer)));
        for (const { name: what, forge } of classes) {
          const made = await Promise.all(materials.map((material) => make(material, forge)));
          // In the order of the rotation, which makes fewest requests of it.
          for (const [index, forged] of interleave(made)) {
            await trying.forged(what, forged, issuers[index]);
          }
        }
        for (const material of materials) await tryGenuine(name, material, mode, trying);
      }
    },
  };

  async function make(
    material: Material,
    forge: ForgeryClass<Material>['forge'],
  ): Promise<readonly ForgedRequest[]> {
    const made = [await forge(material)].flat();
    return made.map((each) => (typeof each === 'string' ? { request: craft.carry(material, each) } : each));
  }

  async function tryGenuine(family: string, material: Material, mode: Mode, trying: Trying): Promise<void> {
    for (const [what, request] of Object.entries(craft.genuine(material))) {
      const isDue = (instance: string) => accepts(mode, instance, material.logIn);
      await trying.genuine(`${what}, after ${family}`, request, isDue);
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

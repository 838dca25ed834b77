// What a class of forged credentials is: a name, and how to make some out of what a log-in gave.
import type { Mode } from '@scale-out-lab/core';
import type { HttpRequest } from '../../client/http.js';

export interface ForgeryTerms {
  readonly mode: Mode;
  /** N: instances behind the balancer. */
  readonly instances: number;
  /** Whether the key that the instances sign with is known, so that claims can be forged under it. */
  readonly isKeyKnown: boolean;
}

export interface ForgeryClass<Fixture> {
  readonly name: string;
  /** Everywhere, unless told otherwise. */
  appliesTo?(terms: ForgeryTerms): boolean;
  forge(fixture: Fixture): Forged | readonly Forged[] | Promise<Forged | readonly Forged[]>;
}

/** The text of a token or of a session cookie; or a whole request, where it is not the text alone that is forged. */
export type Forged = string | ForgedRequest;

export interface ForgedRequest {
  readonly request: HttpRequest;
  /** The one instance for which this is no forgery. */
  readonly genuineOn?: string | undefined;
  /** Whether a balancer may refuse such a request itself, with 400, before any instance sees it. */
  readonly isNoRequest?: true;
}

/** Some classes that are tried one after the other, on the same credentials. */
export type ForgeryGroup<Fixture> = readonly ForgeryClass<Fixture>[];

// The robot in the middle of a step: its page, and its observations.
import type { Tab } from '../browser/page-test.js';
import type { GuideStep } from './read-guide.js';

/** Requests of one mode, and how many of them failed. */
export interface Answers {
  readonly mode: string;
  readonly sent: number;
  readonly lost: number;
}

export interface Robot extends Pick<Tab, 'page' | 'language'> {
  readonly step: GuideStep;
  /** How many the map shows. */
  readonly instances: number;
  /** The text of the page after each act of the step. */
  readonly seen: readonly string[];
  /** The answers that each act of the step brought, by mode. */
  readonly answers: readonly Answers[];
}

// A run that cannot go on: the sentence that says why, and the exit code that tells programs.

export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  missing: 3,
  disagreement: 99,
  interrupted: 130,
} as const;

/** The message is one sentence for people, and says how to mend it. */
export class LoadtestFailure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LoadtestFailure';
  }
}

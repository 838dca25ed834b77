// An error that ends a process: one sentence for people, and an exit code for programs.

export const exitCodes = {
  ok: 0,
  unexpected: 1,
  /** The command line or the environment is wrong. */
  usage: 2,
  /** Something that the process needs is missing. */
  missing: 3,
  /** A prediction or a threshold failed. */
  disagreement: 99,
  interrupted: 130,
} as const;

/** Printed without a stack. The message is one sentence that also says how to fix it. */
export class ExitError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ExitError';
  }
}

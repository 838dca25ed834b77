// A failure that people can mend: a sentence to print without a stack, and the exit code that goes with it.

export interface Failure extends Error {
  readonly exitCode: number;
}

/** 1 unexpected · 2 wrong usage · 3 something missing on this machine, with the command that mends it. */
export function failure(exitCode: number, message: string, options?: ErrorOptions): Failure {
  return Object.assign(new Error(message, options), { exitCode });
}

/** Whether an error carries an exit code, ours or another package's. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}

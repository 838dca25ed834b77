// Why a process cannot start, as one sentence with the remedy, and the exit code that says which kind it is.

/** Exit code 2: the way it was called is wrong. 3: something that it needs is missing. */
export class StartError extends Error {
  constructor(
    readonly exitCode: 2 | 3,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

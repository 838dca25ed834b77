// The load test's name for the error that ends a process.
export { ExitError as LoadtestFailure, exitCodes } from '@scale-out-lab/core';

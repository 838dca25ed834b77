// The flags of `npm run bench`.
import { Command, InvalidArgumentError } from 'commander';

export interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly json: boolean;
}

/** Ends the process when the flags are wrong (exit code 2, one sentence) or help is asked for. */
export function parseOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('How fast one instance answers in each mode, against its open route and against peers.')
    .option('--rounds <n>', 'how often each target is measured, 1 to 100', numberWithin(1, 100, 1), 6)
    .option('--seconds <n>', 'how long a slice is, 0.2 to 60', numberWithin(0.2, 60), 0.4)
    .option(
      '--connections <n>',
      'users, each on a connection of their own, 1 to 1000',
      numberWithin(1, 1000, 1),
      50,
    )
    .option('--json', 'print JSON instead of tables', false)
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  return command.parse(argv).opts<BenchOptions>();
}

function numberWithin(low: number, high: number, step?: 1): (text: string) => number {
  return (text) => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (number >= low && number <= high && (step === undefined || Number.isInteger(number))) return number;
    throw new InvalidArgumentError(
      `Expected ${step ? 'a whole number' : 'a number'} from ${low} to ${high}.`,
    );
  };
}

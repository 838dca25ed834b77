// Reads the arguments of this process. Ends it at --help, and with exit code 2 at what it does not understand.
import type { Command } from 'commander';

/** To be called before anything is started, since nothing would stop it. */
export function parseCommandLine(command: Command): Command {
  return command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)).parse();
}

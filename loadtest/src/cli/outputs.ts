// stdout and stderr of a command: it finishes its work, and writes its report, whatever becomes of them.
import { fstatSync, writeFileSync } from 'node:fs';
import { exitCodes } from '@scale-out-lab/core';

/** The output of a process, and its number in the system. */
type ProcessOutput = NodeJS.WriteStream & { readonly fd: number };

/**
 * Keeps a command running if an output fails. A reader that has seen enough (`| head`) and a closed terminal are no faults. If data is
 * lost for another reason, such as a full disk, stderr says so in a sentence.
 * @returns the exit code of a command that ends with `exitCode`: 3 if data of stdout is lost
 */
export function guardOutputs(): (exitCode: number) => number {
  const { stdout, stderr } = process;
  let isLost = false;
  for (const output of [stdout, stderr]) if (isFile(output)) writeWhole(output);
  // Nothing can say that stderr fails.
  stderr.on('error', () => {});
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (isLost || code === 'EPIPE' || code === 'EIO') return;
    isLost = true;
    stderr.write(`stdout cannot be written (${code}). Free space on its disk, or send it to another file.\n`);
    process.exitCode = exitCodes.missing;
  });
  return (exitCode) => (isLost && exitCode !== exitCodes.interrupted ? exitCodes.missing : exitCode);
}

/** On an almost full disk a file takes part of a text. Node then drops the rest without an error; `writeFileSync` reports it. */
function writeWhole(output: ProcessOutput): void {
  output._write = (bytes: Uint8Array, _encoding, done) => {
    try {
      writeFileSync(output.fd, bytes);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
}

function isFile({ fd }: ProcessOutput): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false; // closed
  }
}

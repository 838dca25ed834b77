// @ts-check
import { ChildProcess } from 'node:child_process';
import { afterEach, expect, it, vi } from 'vitest';
import { runProgram } from './run-program.mjs';

afterEach(() => void vi.restoreAllMocks());

it('a program that cannot be started has exit code 127', async () => {
  expect(await runProgram('no-such-program-anywhere', [])).toBe(127);
});

it('a program that may not be signalled is waited for, and then the set-up ends with 130', async () => {
  const exited = vi.spyOn(process, 'exit').mockImplementation(() => /** @type {never} */ (undefined));
  // As Node does when the system refuses the signal (EPERM).
  vi.spyOn(ChildProcess.prototype, 'kill').mockImplementation(function () {
    return this.emit('error', Object.assign(new Error('kill EPERM'), { code: 'EPERM' }));
  });
  const running = runProgram('sh', ['-c', 'sleep 0.1; exit 7']);
  process.emit('SIGINT', 'SIGINT');
  expect(await running).toBe(7);
  expect(exited).toHaveBeenCalledWith(130);
});

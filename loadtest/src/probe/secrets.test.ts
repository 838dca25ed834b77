import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askForSecrets } from './secrets.js';

const { signal } = new AbortController();
const interrupt = () => {};
const terminal = (isTTY: boolean) => ({
  input: Object.assign(new PassThrough(), { isTTY }),
  output: new PassThrough(),
  signal,
  interrupt,
});

it('a terminal prompts for each variable that is not set, and hides the input', async () => {
  const { input, output } = terminal(true);
  const asking = askForSecrets(
    ['USER_NAME', 'PASSWORD', 'PASSWORD'],
    { USER_NAME: 'alice' },
    { input, output, signal, interrupt },
  );
  input.write('hunter2\n');
  expect(await asking).toEqual({ USER_NAME: 'alice', PASSWORD: 'hunter2' });
  expect(String(output.read())).toBe('PASSWORD: \n');
});

it('a script gets no prompt', async () => {
  expect(await askForSecrets(['PASSWORD'], {}, terminal(false))).toEqual({});
});

it('Ctrl-C at the question interrupts the probe', async () => {
  const stop = new AbortController();
  const given = { ...terminal(true), signal: stop.signal, interrupt: () => stop.abort() };
  const asking = askForSecrets(['PASSWORD'], {}, given);
  given.input.write('\x03');
  await expect(asking).rejects.toThrow('aborted');
});

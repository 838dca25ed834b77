import { languages } from '@scale-out-lab/core';
import { stepNames } from '@scale-out-lab/core/workshop';
import { widthOf } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import { findStep, renderCheck, renderStep } from './step.js';

const shown = { language: 'en', url: 'http://127.0.0.1:8080', width: 80 } as const;

it('a step is found by its number and by its name', () => {
  expect(findStep('4')).toBe('sticky-sessions');
  expect(findStep('sticky-sessions')).toBe('sticky-sessions');
  for (const text of ['0', '14', 'x', ''])
    expect(() => findStep(text)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining('from 1 to 13') }),
    );
});

it.each(languages)('every step fits into 80 columns: %s', (language) => {
  for (const step of stepNames) {
    const lines = renderStep(step, { ...shown, language }).split('\n');
    expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/undefined|\[object/);
  }
});

it('a check marks each task, and its hint is the first that is not done', () => {
  const of = (tasks: Record<string, boolean>) =>
    renderCheck('sticky-sessions', { steps: [{ name: 'sticky-sessions', tasks }] }, shown);
  const some = of({ ask: true, crash: false, lose: false });
  expect(some.isDone).toBe(false);
  expect(some.text.match(/^[✓✗]/gm)).toEqual(['✓', '✗', '✗']);
  expect(some.text).toMatch(/Not done yet\. Next: In “.*press “Crash”/);
  const all = of({ ask: true, crash: true, lose: true });
  expect(all).toMatchObject({ isDone: true, text: expect.stringContaining('Done.') });
});

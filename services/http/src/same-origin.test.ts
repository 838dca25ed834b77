import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.js';

const host = 'lab.example:8443';

it.each([
  [true, 'https://lab.example:8443', true],
  [true, 'http://lab.example:8443', false],
  // A proxy in front of the lab may terminate TLS and pass plain HTTP on.
  [false, 'https://lab.example:8443', true],
  [false, 'http://lab.example:8443', true],
  [false, 'http://lab.example', false],
  [true, 'https://lab.example:8443.attacker.example', false],
])('where TLS is %s, a page of %s is of the own origin: %s', (isTls, origin, isOwn) => {
  expect(isSameOrigin({ host, isTls, origin, site: undefined })).toBe(isOwn);
});

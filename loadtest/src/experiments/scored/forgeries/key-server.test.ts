import { networkInterfaces } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { openKeyServer } from './key-server.js';

async function open(target: string) {
  const server = await openKeyServer(new URL(target), { keys: [] }, 'a certificate');
  onTestFinished(() => server.close());
  return server;
}

it('serves keys and a certificate, and counts who connects', async () => {
  const server = await open('http://127.0.0.1:8080');
  expect(server.connections()).toBe(0);
  expect(await (await fetch(`${server.url}/jwks.json`)).json()).toEqual({ keys: [] });
  expect(await (await fetch(`${server.url}/certificate.pem`)).text()).toBe('a certificate');
  expect(server.connections()).toBeGreaterThan(0);
});

it.each(['http://localhost:8080', 'http://[::1]:8080'])('stays on this machine for %s', async (target) => {
  expect((await open(target)).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('has an address that a target elsewhere can reach', async () => {
  const { hostname, href } = new URL((await open('http://nginx:8080')).url);
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  expect(own.map(({ address }) => address)).toContain(hostname);
  expect((await fetch(href)).ok).toBe(true);
});

import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { lookUpWith } from './dns-lookup.js';

const nameError = 3; // RFC 1035 §4.1.1

/** A look-up that asks a name server which gives every query that answer code, or none. */
async function lookUpAt(answerCode?: number) {
  const server = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  server.on('message', (query, from) => {
    if (answerCode === undefined) return;
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8180 | answerCode, 2);
    server.send(answer, from.port, from.address);
  });
  await once(server, 'listening');
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([`127.0.0.1:${(server.address() as AddressInfo).port}`]);
  const lookUp = lookUpWith(resolver);
  return (name: string) =>
    new Promise((resolve, reject) => {
      lookUp(name, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
    });
}

it('gives up in half a second when no name server answers', async () => {
  const lookUp = await lookUpAt();
  // Timers of one process fire in the order in which they are due, however busy the machine is.
  const tooLate = sleep(600, 'too late');
  await expect(Promise.race([lookUp('redis'), tooLate])).rejects.toMatchObject({ code: 'ETIMEOUT' });
});

it('asks the system for a name that the name servers do not know', async () => {
  const lookUp = await lookUpAt(nameError);
  expect(await lookUp('localhost')).toContainEqual({ address: '127.0.0.1', family: 4 });
});

it('gives one address or all, as it is asked', () => {
  const lookUp = lookUpWith({ resolve4: async () => ['192.0.2.1', '192.0.2.2'] } as never);
  const found = (all: boolean) =>
    new Promise((resolve) => lookUp('redis', { all }, (_error, address) => resolve(address)));
  return Promise.all([
    expect(found(false)).resolves.toBe('192.0.2.1'),
    expect(found(true)).resolves.toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
    ]),
  ]);
});

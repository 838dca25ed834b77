import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { ownHosts } from './own-hosts.js';

const info = (address: string, internal = false): NetworkInterfaceInfo => {
  const common = { address, netmask: '', mac: '', cidr: null, internal };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
};
const interfaces = {
  lo: [info('127.0.0.1', true), info('::1', true)],
  docker0: [info('172.17.0.1')],
  wlan0: [info('10.9.8.7'), info('fe80::1'), info('fd00::7')],
};

it.each([
  ['127.0.0.1', []],
  ['127.0.0.53', []],
  ['::1', []],
  ['192.168.0.7', ['192.168.0.7']],
  ['fd00::7', ['[fd00::7]']],
  ['0.0.0.0', ['10.9.8.7', '172.17.0.1']],
  ['::', ['10.9.8.7', '[fd00::7]', '172.17.0.1']],
])('a server that listens at %s is reached at %j', (address, hosts) => {
  expect(ownHosts(address, interfaces)).toEqual(hosts);
});

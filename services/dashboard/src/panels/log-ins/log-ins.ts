// The log-ins of one user in each mode: devices that log in and out, the list that an instance returns, and the remaining log-ins.
import { signal } from '@preact/signals';
import {
  findMode,
  missesLogOut,
  predictLeftByExclusive,
  virtualUserCount,
  virtualUserName,
} from '@scale-out-lab/core';
import type { ClientAndLogIns, Exchange, LabClient } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { labState } from '../../state/lab-state.js';
import { inViewLanguage } from '../../state/texts.js';
import { attemptFor, onEachLane, whenDropped } from '../../state/visitors.js';
import { logInsTexts as en } from '../../texts/en/log-ins.js';
import { logInsTexts as ko } from '../../texts/ko/log-ins.js';
import { whileBusy } from '../../ui/notice.js';

export const logInsTexts = inViewLanguage(en, ko);

export interface Device {
  /** Counts up from 1. */
  readonly number: number;
  readonly client: LabClient;
  /** The instances that accepted its credential in the last check. */
  readonly acceptedBy: readonly string[];
}

/** The last action with a shown result. */
export type Result =
  | { readonly kind: 'log-out'; readonly device: number; readonly exchange: Exchange }
  | { readonly kind: 'missed-log-out'; readonly device: number; readonly exchange: Exchange }
  | { readonly kind: 'exclusive'; readonly left: number; readonly of: number; readonly predicted: number }
  | { readonly kind: 'ended'; readonly position: number; readonly exchange: Exchange }
  | { readonly kind: 'refused'; readonly exchange: Exchange };

export interface LogIns {
  readonly devices: readonly Device[];
  readonly listed: ClientAndLogIns | null;
  readonly result: Result | null;
}

const nothing: LogIns = { devices: [], listed: null, result: null };
/** The oldest is dropped. */
const mostDevices = 6;

const logIns = signal<Readonly<Record<string, LogIns>>>({});
export const isBusy = signal(false);
whenDropped(() => {
  logIns.value = {};
});

/** A user of this tab's own: ending the log-ins of alice would log out visitors of other tabs. */
export const user = virtualUserName(virtualUserCount - Math.floor(Math.random() * (virtualUserCount / 2)));

export function logInsOf(mode: string): LogIns {
  return logIns.value[mode] ?? nothing;
}

function change(mode: string, part: Partial<LogIns>): void {
  logIns.value = { ...logIns.value, [mode]: { ...logInsOf(mode), ...part } };
}

/** The device that requests the list: the latest that an instance still accepts. */
export function findAsker({ devices }: LogIns): Device | undefined {
  return devices.findLast(isAccepted);
}

function isAccepted({ acceptedBy }: Device): boolean {
  return acceptedBy.length > 0;
}

/** One more device logs in to every shown mode. */
export const addDevice = (isExclusive: boolean) =>
  onEachLane(isBusy, async (mode) => {
    await check(mode);
    const { client, exchange } = await lab.logIn({
      ...{ mode, username: user, model: 'pinned' },
      ...(isExclusive && { exclusive: true }),
    });
    if (exchange.status !== 200) return change(mode, { result: { kind: 'refused', exchange } });
    const { devices } = logInsOf(mode);
    const number = (devices.at(-1)?.number ?? 0) + 1;
    const active = devices.filter(isAccepted);
    change(mode, { devices: [...devices, { number, client, acceptedBy: [] }], listed: null, result: null });
    forgetOldest(mode);
    await check(mode);
    if (isExclusive)
      change(mode, { result: countLeft(mode, [...active.map(({ client }) => client), client]) });
  });

/** @param clients those that were logged in, the exclusive one last */
function countLeft(name: string, clients: readonly LabClient[]): Result | null {
  const mode = findMode(name);
  if (!mode) return null;
  const accepted = logInsOf(name).devices.filter(isAccepted);
  const left = accepted.filter(({ client }) => clients.some(({ id }) => id === client.id)).length;
  const issuers = clients.map(({ issuedBy }) => issuedBy ?? '?');
  const instances = labState.value?.instances.filter(({ isAlive }) => isAlive).length ?? 1;
  const [predicted] = predictLeftByExclusive(mode, issuers, instances).predicted;
  return { kind: 'exclusive', left, of: clients.length, predicted };
}

function forgetOldest(mode: string): void {
  const { devices } = logInsOf(mode);
  for (const { client } of devices.slice(0, -mostDevices)) lab.forget(client.id);
  change(mode, { devices: devices.slice(-mostDevices) });
}

export const logOutDevice = (mode: string, { number, client }: Device) =>
  act(mode, async () => {
    const { exchange } = await lab.logOut(client.id);
    const known = findMode(mode);
    const isMissed = known !== undefined && missesLogOut(known, exchange);
    return { kind: isMissed ? 'missed-log-out' : 'log-out', device: number, exchange };
  });

export const endLogIn = (mode: string, asker: Device, position: number, id: string) =>
  act(mode, async () => {
    const { exchange } = await lab.endLogIn(asker.client.id, id);
    return exchange.status === 204 ? { kind: 'ended', position, exchange } : { kind: 'refused', exchange };
  });

/** An action and its result, then a check of all devices. The list is out of date afterwards. */
async function act(mode: string, once: () => Promise<Result>): Promise<void> {
  await whileBusy(isBusy, () =>
    attemptFor(async () => {
      const result = await once();
      await check(mode);
      change(mode, { result, listed: null });
    }),
  );
}

export async function listLogIns(mode: string, { client }: Device): Promise<void> {
  await whileBusy(isBusy, () =>
    attemptFor(async () => {
      const listed = await lab.listLogIns(client.id);
      const refusal = { kind: 'refused', exchange: listed.exchange } as const;
      change(mode, { listed, result: listed.logIns === null ? refusal : null });
    }),
  );
}

/** Sends the credential of every device to each instance. One with a refresh token renews first, as a client would. */
async function check(mode: string): Promise<void> {
  const devices: Device[] = [];
  for (const device of logInsOf(mode).devices) {
    const { id, credential } = device.client;
    const { client } = credential?.refreshToken ? await lab.refresh(id) : device;
    const { exchanges } = await lab.checkOnEveryInstance(id);
    const accepted = exchanges.filter(({ status }) => status === 200);
    devices.push({ ...device, client, acceptedBy: accepted.flatMap(({ servedBy }) => servedBy ?? []) });
  }
  change(mode, { devices });
}

// The room of a lab that is open to a network: its visitors, their sent and lost requests, and a sample of these for every screen.
// A browser that listens to the event stream is a visitor. It leaves some seconds after its last stream has ended.
import { randomBytes } from 'node:crypto';
import { expectLoss, findMode, type Language } from '@scale-out-lab/core';
import type { Exchange, GuestRequest, LabClient, RoomView, RoomVisitor } from '@scale-out-lab/core/wire';
import { Problem } from '../problem.js';
import type { Stream } from '../stream/stream.js';
import { createSample } from '../stream/traffic.js';
import { acceptedNames, isSameName, makeUpName, parseName } from './names.js';
import { createPace, type Pace } from './pace.js';

export interface RoomOptions {
  /** Where other devices open the page, as far as known. */
  readonly urls: readonly string[];
}

/** A sender of requests through the control room: a visitor, or else an address. */
interface Sender {
  readonly pace: Pace;
  /** The IDs of its clients, the oldest first. */
  readonly clients: string[];
}

interface Visitor extends Sender, RoomVisitor {
  /** The cookie that makes a browser this visitor. */
  readonly secret: string;
  name: string;
  isHost: boolean;
  sent: number;
  lost: number;
  predicted: number | null;
  streams: number;
  /** When its last stream ended, in milliseconds. */
  leftAt: number;
}

type Counts = Pick<RoomVisitor, 'sent' | 'lost' | 'predicted'>;
/** The client of the control room that sends for a visitor. */
type Sending = Pick<LabClient, 'id' | 'mode' | 'model'>;

export type Room = ReturnType<typeof createRoom>;

export const visitorLimit = 100;
const streamsOfVisitor = 4;
const graceMs = 10_000;
const publishMs = 250;
const sampleSize = 24;
const addressesKept = 1000;
const clientsKept = 1000;
const nothing = { sent: 0, lost: 0, predicted: 0 } as const;

export function createRoom({ urls }: RoomOptions, stream: Pick<Stream, 'publish'>) {
  const visitors = new Map<string, Visitor>();
  const addresses = new Map<string, Sender>();
  const sample = createSample<GuestRequest>(sampleSize);
  let isForEveryone = false;
  let total: Counts = nothing;
  /** Requests since the log-in, by client ID. */
  const asked = new Map<string, number>();
  let published = '';

  const view = (): RoomView => ({
    ...{ urls, isForEveryone, ...total },
    visitors: Array.from(visitors.values(), toView),
  });
  const isTaken = (name: string, by?: Visitor) =>
    [...visitors.values()].some((each) => each !== by && isSameName(each.name, name));

  /** Everything that has changed since the last time, at most four times a second. */
  function publish(): void {
    dropAbsent();
    const { seen, items } = sample.take();
    if (seen > 0) stream.publish('guests', { seen, requests: items });
    const now = view();
    const text = JSON.stringify(now);
    if (text !== published) stream.publish('room', now);
    published = text;
  }
  const timer = setInterval(publish, publishMs).unref();

  function dropAbsent(): void {
    for (const [secret, { streams, leftAt }] of visitors) {
      if (streams === 0 && performance.now() - leftAt > graceMs) visitors.delete(secret);
    }
  }
  /** One device could otherwise fill the room with visitors that have left at once. */
  function dropLongestAbsent(): void {
    const absent = [...visitors.values()].filter(({ streams }) => streams === 0);
    const [longest] = absent.sort((one, other) => one.leftAt - other.leftAt);
    if (longest) visitors.delete(longest.secret);
  }
  function add(language: Language): Visitor {
    if (visitors.size >= visitorLimit) dropLongestAbsent();
    if (visitors.size >= visitorLimit) {
      throw new Problem('room-full', `The room has ${visitorLimit} visitors already. Wait until one leaves.`);
    }
    const visitor: Visitor = {
      id: randomBytes(6).toString('base64url'),
      secret: randomBytes(16).toString('base64url'),
      name: makeUpName(language, isTaken),
      ...{ isHost: false, ...nothing, streams: 0, leftAt: performance.now() },
      ...{ pace: createPace(), clients: [] },
    };
    visitors.set(visitor.secret, visitor);
    return visitor;
  }
  /** Of the next request of a client: by the number of its requests so far. */
  function predictNext({ id, mode: name, model }: Sending, instances: number): number | null {
    const nth = (asked.get(id) ?? 0) + 1;
    asked.delete(id);
    asked.set(id, nth);
    const [oldest = ''] = asked.keys();
    if (asked.size > clientsKept) asked.delete(oldest);
    const mode = findMode(name);
    return mode && instances > 0 ? expectLoss(mode, model, instances, nth) : null;
  }
  function ofAddress(address: string): Sender {
    const sender = addresses.get(address) ?? { pace: createPace(), clients: [] };
    addresses.delete(address);
    addresses.set(address, sender);
    const [oldest = ''] = addresses.keys();
    if (addresses.size > addressesKept) addresses.delete(oldest);
    return sender;
  }

  return {
    view,
    isForEveryone: () => isForEveryone,
    openToEveryone(isOpen: boolean): RoomView {
      isForEveryone = isOpen;
      return view();
    },
    /** The visitor that this cookie names. */
    find: (secret: string | undefined): Visitor | undefined => visitors.get(secret ?? ''),
    /** The visitor, or the address of a client without a stream. */
    senderOf: (secret: string | undefined, address: string): Sender =>
      visitors.get(secret ?? '') ?? ofAddress(address),
    /**
     * A stream of this browser has opened. Returns its visitor, and how to end the stream.
     * @throws Problem (503) if the room is full, or the visitor has too many streams
     */
    enter(secret: string | undefined, language: Language) {
      dropAbsent();
      const visitor = visitors.get(secret ?? '') ?? add(language);
      if (visitor.streams >= streamsOfVisitor) {
        const detail = `This browser listens ${streamsOfVisitor} times already; close one of its pages.`;
        throw new Problem('too-many-streams', detail);
      }
      visitor.streams += 1;
      return {
        visitor,
        leave() {
          visitor.streams -= 1;
          visitor.leftAt = performance.now();
        },
      };
    },
    /** @throws Problem (400, 409) if the name cannot be shown, or another visitor has it */
    rename(visitor: Visitor, typed: string): void {
      const name = parseName(typed);
      if (name === undefined) throw new Problem('invalid-request', `A name has ${acceptedNames}.`);
      if (isTaken(name, visitor)) throw new Problem('name-taken', `"${name}" is in the room already.`);
      visitor.name = name;
    },
    /** Counts the requests of a visitor, and shows a sample of them on every screen. */
    note(
      secret: string | undefined,
      client: Sending,
      exchanges: readonly Exchange[],
      instances: number,
    ): void {
      const visitor = visitors.get(secret ?? '');
      for (const exchange of exchanges) {
        const { mode, kind, status, servedBy, isRetried, code } = exchange;
        sample.offer({ visitor: visitor?.id ?? null, mode, kind, status, servedBy, isRetried, code });
        if (kind === 'login') asked.delete(client.id);
        if (kind !== 'me') continue;
        const lost = status === 200 ? 0 : 1;
        const predicted = predictNext(client, instances);
        total = count(total, lost, predicted);
        if (visitor) Object.assign(visitor, count(visitor, lost, predicted));
      }
    },
    resetCounts(): void {
      total = nothing;
      asked.clear();
      for (const visitor of visitors.values()) Object.assign(visitor, total);
    },
    close: () => clearInterval(timer),
  };
}

function count({ sent, lost, predicted }: Counts, lostNow: number, predictedNow: number | null): Counts {
  const isKnown = predicted !== null && predictedNow !== null;
  return { sent: sent + 1, lost: lost + lostNow, predicted: isKnown ? predicted + predictedNow : null };
}

export function toView({ id, name, isHost, sent, lost, predicted }: Visitor): RoomVisitor {
  return { id, name, isHost, sent, lost, predicted };
}

// Visitors whom other panels play besides alice and bob of "Do it yourself", so that the map does not say that nobody is there.
import { signal } from '@preact/signals';

export type GuestKind = 'crowd' | 'theft';

/** For each kind and mode, how many. */
export const guests = signal<Readonly<Record<GuestKind, Readonly<Record<string, number>>>>>({
  crowd: {},
  theft: {},
});

export function noteGuests(kind: GuestKind, counts: Readonly<Record<string, number>>): void {
  guests.value = { ...guests.peek(), [kind]: counts };
}

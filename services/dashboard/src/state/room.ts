// The room of a lab that is open to a network: its visitors, and which of them this tab is.
import { computed, signal } from '@preact/signals';
import type { RoomView, RoomVisitor } from '@scale-out-lab/core/wire';

/** Null: only this machine reaches the lab. */
export const room = signal<RoomView | null>(null);
/** The visitor that this browser is. */
export const visitorId = signal<string | null>(null);

export const me = computed<RoomVisitor | null>(
  () => room.value?.visitors.find(({ id }) => id === visitorId.value) ?? null,
);

const nameKept = 'visitor-name';

/** The name that a person chose in this tab. */
export const chosenName = (): string | null => sessionStorage.getItem(nameKept);
export const keepName = (name: string): void => sessionStorage.setItem(nameKept, name);

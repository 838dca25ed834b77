// Visitors outlast a reload: the tab keeps the IDs of its clients, never a credential, and the control room has the rest.
import { effect } from '@preact/signals';
import { LabProblem, lab } from '../api/client.js';
import { allVisitors, keepVisitor } from './visitors.js';

const kept = 'visitors';

/** Finds the visitors from before the reload, then keeps the IDs in step with who is logged in. */
export async function keepVisitors(): Promise<void> {
  const ids = (sessionStorage.getItem(kept) ?? '').split(' ').filter((id) => id !== '');
  await Promise.all(ids.map(findAgain));
  effect(() => {
    const found = allVisitors().map(({ id }) => id);
    if (found.length === 0) sessionStorage.removeItem(kept);
    else sessionStorage.setItem(kept, found.join(' '));
  });
}

/** A control room that was restarted does not know the client. */
async function findAgain(id: string): Promise<void> {
  try {
    keepVisitor((await lab.findClient(id)).client);
  } catch (error) {
    if (!(error instanceof LabProblem)) throw error;
  }
}

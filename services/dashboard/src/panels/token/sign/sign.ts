// Sign it yourself: the token to start from, the visitor's edits and secret, the guesses, and the answers of the instances.
import { computed, effect, signal } from '@preact/signals';
import { type Json, weakSecretMode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { LabProblem, lab } from '../../../api/client.js';
import { explainExchange } from '../../../ui/explain-exchange.js';
import { attempt, whileBusy } from '../../../ui/notice.js';
import { lane } from '../current.js';
import { draftOf, isObject, listChanges, parseJson, show, type TokenDraft } from '../draft.js';
import { sendToEach } from '../tampering.js';
import { type GuessResult, guessSecret } from './guesses.js';
import { type SigningSteps, signSteps } from './hmac.js';

export interface Attempt {
  readonly mode: string;
  /** The token that the mode issued to bob. */
  readonly issued: string;
  readonly original: TokenDraft;
  readonly draft: TokenDraft;
  readonly secret: string;
  readonly guess: GuessResult | null;
}

export const door = weakSecretMode.name;
/** The mode of the lane if an instance there signs with a secret; else the one with a shared secret. */
export const strongMode = computed(() => {
  const mode = lane.value;
  return mode?.credential === 'jwt' && mode.keys !== 'published' ? mode.name : 'jwt-shared-key';
});

export const signing = signal<Attempt | null>(null);
/** Null: there is nothing to sign, or a part is no JSON object. */
export const steps = signal<SigningSteps | null>(null);
export const isBusy = signal(false);

/** @throws LabProblem with the reason of a refusal */
async function issueTo(mode: string, username: string): Promise<string> {
  const { client, exchange } = await lab.logIn({ mode, username, model: 'pinned' });
  lab.forget(client.id);
  if (client.credential) return client.credential.text;
  throw new LabProblem(
    exchange.status === 404 ? 'no-weak-secret' : 'log-in-refused',
    explainExchange(exchange),
  );
}

export const startFrom = (mode: string) =>
  whileBusy(isBusy, () =>
    attempt(async () => {
      const issued = await issueTo(mode, 'bob');
      const original = draftOf({ kind: 'jwt', text: issued });
      if (original?.kind !== 'jwt') return;
      signing.value = { mode, issued, original, draft: original, secret: '', guess: null };
    }),
  );

export function edit(change: Partial<Pick<Attempt, 'draft' | 'secret'>>): void {
  if (signing.value) signing.value = { ...signing.value, ...change };
}

export const guess = () =>
  whileBusy(isBusy, async () => {
    const before = signing.value;
    if (!before) return;
    const found = await guessSecret(before.issued);
    const secret = found.secret ?? signing.value?.secret ?? '';
    if (signing.value?.issued === before.issued) signing.value = { ...signing.value, guess: found, secret };
  });

/** Signs again whenever a part or the secret changes. An older result never replaces a newer one. */
effect(() => {
  const now = signing.value;
  const [header, payload] = [now?.draft.header, now?.draft.payload].map((text) => objectIn(text ?? ''));
  if (!now || !header || !payload || now.secret === '') {
    steps.value = null;
    return;
  }
  void signSteps(header, payload, now.secret).then((done) => {
    if (signing.peek() === now) steps.value = done;
  });
});

/** Null unless the text is a JSON object. */
export function objectIn(text: string): Json | null {
  const value = parseJson(text);
  return isObject(value) ? value : null;
}

/** The contents of a token that anyone can read. */
const personal = { name: 'Bob Baker', email: 'bob@example.com', birthdate: '1990-04-01' };

export function addPersonalData(draft: TokenDraft): TokenDraft {
  const claims = objectIn(draft.payload);
  return claims ? { ...draft, payload: show({ ...claims, ...personal }) } : draft;
}

export const send = () =>
  whileBusy(isBusy, () =>
    attempt(async () => {
      const [now, signed] = [signing.value, steps.value];
      if (!now || !signed) return;
      const changes = [...listChanges(now.original, now.draft), 'signature'];
      await sendToEach({ mode: now.mode, changes, isSigned: true }, now.issued, signed.token);
    }),
  );

/** The user that the instances took the sender for. */
export function usernameIn(exchanges: readonly Exchange[]): string | null {
  return exchanges.find(({ username }) => username !== null)?.username ?? null;
}

// The state of the panel "Probe": the form, which begins with this lab, and the latest probe of the control room.
import { signal } from '@preact/signals';
import type { Mode } from '@scale-out-lab/core';
import type { ProbeRequest, ProbeView } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { inViewLanguage } from '../../state/texts.js';
import { probeTexts as en } from '../../texts/en/probe.js';
import { probeTexts as ko } from '../../texts/ko/probe.js';
import { attempt, whileBusy } from '../../ui/notice.js';

export const probeTexts = inViewLanguage(en, ko);

/** An empty field is left out of the request. */
export type Fields = { readonly [Name in Exclude<keyof ProbeRequest, 'rate'>]-?: string } & {
  readonly rate: number;
};

/** The fields that were typed into; the others follow the mode. */
export const typed = signal<Partial<Fields>>({});
export const latest = signal<ProbeView | null>(null);
export const isBusy = signal(false);

/** This lab in this mode. The control room reaches it by loopback, wherever the page is shown. */
export function suggest({ name, credential, signIn }: Mode, { protocol, hostname, port }: URL): Fields {
  const isLocal = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  const origin = `${protocol}//${isLocal ? hostname : '127.0.0.1'}${port && `:${port}`}`;
  const mode = signIn === 'oidc' ? 'session-memory' : name;
  return {
    url: `${origin}/api/${mode}`,
    login: 'POST /login {"username":"alice","password":"…"}',
    password: 'demo',
    check: 'GET /me',
    expect: 'alice',
    tokenPath: credential === 'jwt' ? 'access_token' : '',
    logOut: 'POST /logout',
    rate: 100,
  };
}

export const toRequest = (fields: Fields): ProbeRequest =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as unknown as ProbeRequest;

export const start = (fields: Fields) => act(() => lab.startProbe(toRequest(fields)));
export const cancel = () => act(lab.cancelProbe);

/** Actions that were answered. */
let actions = 0;

async function act(send: typeof lab.probe): Promise<void> {
  const answer = await whileBusy(isBusy, () => attempt(send));
  if (!answer) return;
  actions += 1;
  latest.value = answer.probe;
}

/** In the background: a missed answer is followed by the next. One to a request from before an action is out of date. */
export async function follow(): Promise<void> {
  const actionsBefore = actions;
  const answer = await lab.probe().catch(() => undefined);
  if (answer && actions === actionsBefore) latest.value = answer.probe;
}

// The chosen request: its sender, its answer, and the check of the credential. Closing it returns the focus.
import { useSignalEffect } from '@preact/signals';
import { findMode, sessionCookieName } from '@scale-out-lab/core';
import type { Credential, Exchange } from '@scale-out-lab/core/wire';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { chosenExchange, showDetails } from '../../state/lab-state.js';
import { mapTexts } from '../../state/texts.js';
import { view } from '../../state/view.js';
import { shorten, timeOfDay } from '../../texts/format.js';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceName } from '../../ui/instance-mark.js';
import { inMs, isAccepted } from '../dots/route.js';
import { entryId } from './exchange-list.js';
import { lookedUp } from './looked-up.js';

export function ExchangeDetails() {
  const title = useRef<HTMLHeadingElement>(null);
  // The focus moves to the chosen request, from a dot as from the list.
  useSignalEffect(() => {
    if (!chosenExchange.value) return;
    rememberOpener();
    requestAnimationFrame(() => {
      title.current?.focus({ preventScroll: true });
    });
  });
  // A request of another mode or step would be stale.
  const { mode, versus, step } = view.value;
  useEffect(() => () => showDetails(null), [mode, versus, step]);
  const exchange = chosenExchange.value;
  if (!exchange) return null;
  const t = mapTexts().details;
  return (
    <section class="map-details" aria-labelledby="map-details" onKeyDown={closeOnEscape}>
      <div class="ends">
        <h3 id="map-details" tabIndex={-1} ref={title}>
          {t.title}
        </h3>
        <button type="button" onClick={close}>
          {t.close}
        </button>
      </div>
      <ExchangeRows exchange={exchange} />
    </section>
  );
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') close();
}

/** The element with the focus when the details opened. A dot has no focus. */
let opener: HTMLElement | null = null;

/** A dot that is clicked while the details are open changes nothing. */
function rememberOpener(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return;
  if (!active.closest('.map-details')) opener = active;
}

/** The focus returns to the opener. If that no longer exists, it goes to the request's entry, or to the title of the list. */
function close(): void {
  const id = chosenExchange.value?.id ?? 0;
  chosenExchange.value = null;
  const places = [opener, document.getElementById(entryId(id)), document.getElementById('map-latest')];
  opener = null;
  places.find((place) => place?.isConnected)?.focus();
}

function ExchangeRows({ exchange }: { exchange: Exchange }) {
  const t = mapTexts().rows;
  const { method, path, sentAt, durationMs, mode, status, detail, isRetried } = exchange;
  const time = timeOfDay(sentAt);
  const axes = findMode(mode);
  return (
    <dl class="map-rows stack">
      <Row name={t.sent}>
        <p>
          <code>
            {method} {path}
          </code>
        </p>
        <p class="hint">{t.when({ time, ms: inMs(durationMs) })}</p>
        {isRetried && <p>{t.retried}</p>}
      </Row>
      <Row name={t.carried}>
        <Carried exchange={exchange} />
      </Row>
      <Row name={t.issued}>
        <Instance id={exchange.issuedBy} otherwise={t.unknown} />
      </Row>
      <Row name={t.served}>
        <Instance id={exchange.servedBy} otherwise={t.nobody} />
      </Row>
      <Row name={t.looked}>
        <ol>
          {(axes ? lookedUp(axes, exchange) : []).map((step) => (
            <li key={step.what}>{step.text}</li>
          ))}
        </ol>
      </Row>
      <Row name={t.answer}>
        <p>
          <b class={isAccepted(exchange) ? 'good' : 'bad'}>
            {isAccepted(exchange) ? '✓' : '✗'} {t.status({ status })}
          </b>{' '}
          {explainExchange(exchange)}
        </p>
      </Row>
      {detail !== null && detail !== explainExchange(exchange) && (
        <Row name={t.words}>
          <q lang="en">{detail}</q>
        </Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Instance({ id, otherwise }: { id: string | null; otherwise: string }) {
  if (id === null) return <>{otherwise}</>;
  return <InstanceName instance={id} />;
}

const longest = 44;

function Carried({ exchange }: { exchange: Exchange }) {
  const t = mapTexts().carried;
  const { credential, kind } = exchange;
  if (!credential) return <p>{t.nothing}</p>;
  const { header, text } = credential;
  const start = `${header}: ${startOf(credential, exchange)}`;
  const hasRefresh = credential.refreshToken !== null && kind !== 'me' && kind !== 'login';
  return (
    <>
      <p>
        <code>
          {start}
          {shorten(text, longest)}
        </code>
      </p>
      {hasRefresh && (
        <p>
          {t.refresh} <code>{shorten(credential.refreshToken ?? '', longest / 2)}</code>
        </p>
      )}
      {text.length > longest && (
        <details>
          <summary>{t.whole}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard */}
          <pre tabIndex={0}>{start + text}</pre>
        </details>
      )}
    </>
  );
}

/** The text before the credential itself. */
function startOf({ kind, text }: Credential, { mode }: Exchange): string {
  if (kind === 'jwt') return 'Bearer ';
  return text.startsWith('sid-') ? '' : `${sessionCookieName({ name: mode })}=`;
}

// The result of the last action on the log-ins of a mode, in words.
import { type Mode, shareOfMissedLogOuts } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { explainExchange } from '../../ui/explain-exchange.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { describeLogOut } from '../journey/explanations.js';
import { type LogIns, logInsTexts, type Result } from './log-ins.js';

interface ResultProps {
  readonly mode: Mode;
  readonly logIns: LogIns;
  /** N */
  readonly instances: number;
}

export function ResultView({ mode, logIns, instances }: ResultProps) {
  const { result } = logIns;
  return (
    <div role="status" class="stack optional">
      {result?.kind === 'missed-log-out' ? (
        <MissedLogOut mode={mode} logIns={logIns} instances={instances} {...result} />
      ) : (
        result && <p>{describe(mode, result)}</p>
      )}
      {result?.kind === 'refused' && <Refusal exchange={result.exchange} />}
    </div>
  );
}

function describe(mode: Mode, result: Exclude<Result, { kind: 'missed-log-out' }>): string {
  const t = logInsTexts();
  switch (result.kind) {
    case 'log-out':
      return `${t.result.loggedOut(result.device)} ${describeLogOut(mode, result.exchange)}`;
    case 'exclusive':
      return t.result.left(result.left, result.of, result.predicted);
    case 'ended':
      return t.list.ended(result.position, result.exchange.servedBy ?? '?');
    case 'refused':
      return explainExchange(result.exchange);
  }
}

/** Who held the session, who got the log-out, and where the session still works. */
function MissedLogOut({ mode, logIns, instances, device, exchange }: ResultProps & Missed) {
  const t = logInsTexts().missed;
  const { issuedBy, servedBy } = exchange;
  const works = logIns.devices.find(({ number }) => number === device)?.acceptedBy ?? [];
  const missed = Math.round(shareOfMissedLogOuts(mode, instances) * instances);
  return (
    <>
      <b class="bad">{t.title(device)}</b>
      <ul class="box stack">
        <li>
          <InstanceMark instance={issuedBy} />{' '}
          {t[mode.state === 'memory' ? 'holder' : 'issuer'](issuedBy ?? '?')}
        </li>
        <li>
          <InstanceMark instance={servedBy} /> {t.reached(servedBy ?? '?', explainExchange(exchange))}
        </li>
        {works.length > 0 && <li class="bad">{t.works(works.join(', '))}</li>}
      </ul>
      <p class="hint">{t.chance(missed, instances)}</p>
    </>
  );
}

interface Missed {
  readonly device: number;
  readonly exchange: Exchange;
}

/** The API's own words, which are English. */
function Refusal({ exchange: { status, code, detail } }: { exchange: Exchange }) {
  if (status === null || detail === null) return null;
  return (
    <p class="hint">
      {logInsTexts().result.refused(status, code ?? '?')} <q lang="en">{detail}</q>
    </p>
  );
}

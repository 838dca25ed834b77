// The panel "Log-ins": devices of one user, log-outs that miss, the list of log-ins, and a log-in that ends the others.
import type { Mode } from '@scale-out-lab/core';
import { labState } from '../../state/lab-state.js';
import { lanes, view } from '../../state/view.js';
import { InstanceName } from '../../ui/instance-mark.js';
import { Table } from '../../ui/table.js';
import {
  addDevice,
  type Device,
  endLogIn,
  findAsker,
  isBusy,
  type LogIns,
  listLogIns,
  logInsOf,
  logInsTexts,
  logOutDevice,
  user,
} from './log-ins.js';
import { ResultView } from './result-view.js';

export function LogInsPanel() {
  const t = logInsTexts().panel;
  return (
    <>
      <section class="stack" aria-label={t.title}>
        <h2>{t.title}</h2>
        <p class="hint">{t.intro(user)}</p>
        <div class="row">
          <button type="button" class="main" disabled={isBusy.value} onClick={() => addDevice(false)}>
            {t.add}
          </button>
          <button type="button" disabled={isBusy.value} onClick={() => addDevice(true)}>
            {t.addExclusive}
          </button>
        </div>
      </section>
      {lanes.value.map((mode) => (
        <Lane key={mode.name} mode={mode} />
      ))}
    </>
  );
}

function Lane({ mode }: { mode: Mode }) {
  const t = logInsTexts();
  const shown = logInsOf(mode.name);
  const instances = labState.value?.instances.filter(({ isAlive }) => isAlive).length ?? 0;
  return (
    <section class="part stack" aria-label={mode.name}>
      <h3>
        <code>{mode.name}</code>
      </h3>
      <p class="hint">{t.reach[reachOf(mode)]}</p>
      {shown.devices.length === 0 ? (
        <p>{t.panel.empty}</p>
      ) : (
        <Devices mode={mode.name} devices={shown.devices} />
      )}
      <ResultView mode={mode} logIns={shown} instances={instances} />
      <LogInList mode={mode.name} shown={shown} />
    </section>
  );
}

/** How far the mode's memory of log-ins reaches. */
function reachOf({ state, refresh }: Mode): keyof ReturnType<typeof logInsTexts>['reach'] {
  if (state === 'none') return 'nothing';
  if (state === 'memory') return 'own';
  return refresh ? 'renewal' : 'shared';
}

function Devices({ mode, devices }: { mode: string; devices: readonly Device[] }) {
  const t = logInsTexts().devices;
  return (
    <Table
      label={t.caption(mode)}
      look="log-ins-table"
      columns={[t.device, t.issuedBy, t.acceptedBy, t.action]}
      rows={devices.map((device) => [
        device.number,
        device.number,
        <Instances names={[device.client.issuedBy ?? '?']} />,
        device.acceptedBy.length === 0 ? (
          <span class="bad">✗ {t.nowhere}</span>
        ) : (
          <Instances names={device.acceptedBy} />
        ),
        <button type="button" disabled={isBusy.value} onClick={() => logOutDevice(mode, device)}>
          {t.logOut(device.number)}
        </button>,
      ])}
    />
  );
}

function Instances({ names }: { names: readonly string[] }) {
  return (
    <span class="row log-ins-instances">
      {names.map((name) => (
        <InstanceName key={name} instance={name} />
      ))}
    </span>
  );
}

function LogInList({ mode, shown }: { mode: string; shown: LogIns }) {
  const t = logInsTexts().list;
  const asker = findAsker(shown);
  if (!asker) return null;
  const { listed } = shown;
  const time = new Intl.DateTimeFormat(view.value.language, { timeStyle: 'medium' });
  return (
    <>
      <div class="row">
        <button type="button" disabled={isBusy.value} onClick={() => listLogIns(mode, asker)}>
          {t.show(asker.number)}
        </button>
      </div>
      {listed?.logIns && (
        <Table
          label={t.caption(listed.exchange.servedBy ?? '?', mode)}
          caption="hint"
          look="log-ins-table"
          columns={[t.since, t.issuedBy, t.which, t.action]}
          rows={listed.logIns.map(({ id, createdAt, issuedBy, current }, at) => [
            id,
            time.format(new Date(createdAt)),
            <Instances names={[issuedBy]} />,
            current ? t.current : t.other,
            <button type="button" disabled={isBusy.value} onClick={() => endLogIn(mode, asker, at + 1, id)}>
              {t.end(at + 1)}
            </button>,
          ])}
        />
      )}
    </>
  );
}

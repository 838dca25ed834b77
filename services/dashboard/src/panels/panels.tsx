// The panels as tabs, one of which is shown. Arrow keys, Home and End go from tab to tab (ARIA APG, tabs).

import type { ComponentType } from 'preact';
import { pageTexts } from '../state/texts.js';
import { choose, type PanelName, panelNames, view } from '../state/view.js';
import { lazy } from '../ui/lazy.js';
import { JourneyPanel } from './journey/journey-panel.js';

const panels = {
  journey: JourneyPanel,
  break: lazy(async () => (await import('./break/break-panel.js')).BreakPanel),
  fix: lazy(async () => (await import('./fix/fix-panel.js')).FixPanel),
  theft: lazy(async () => (await import('./theft/theft-panel.js')).TheftPanel),
  'log-ins': lazy(async () => (await import('./log-ins/log-ins-panel.js')).LogInsPanel),
  token: lazy(async () => (await import('./token/token-panel.js')).TokenPanel),
  'sign-in': lazy(async () => (await import('./sign-in/sign-in-panel.js')).SignInPanel),
  experiments: lazy(async () => (await import('./experiments/experiments-panel.js')).ExperimentsPanel),
  probe: lazy(async () => (await import('./probe/probe-panel.js')).ProbePanel),
  room: lazy(async () => (await import('./room/room-panel.js')).RoomPanel),
} satisfies Record<PanelName, ComponentType>;

export function Panels() {
  const t = pageTexts().panels;
  const { panel } = view.value;
  const Shown = panels[panel];
  return (
    <section class="panels">
      <div role="tablist" aria-label={t.panels} onKeyDown={moveFocus}>
        {panelNames.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === panel}
            aria-controls="panel"
            tabIndex={name === panel ? 0 : -1}
            onClick={() => choose({ panel: name })}
          >
            {t[name]}
          </button>
        ))}
      </div>
      <div class="panel stack" role="tabpanel" id="panel" aria-labelledby={`tab-${panel}`}>
        <Shown key={panel} />
      </div>
    </section>
  );
}

function moveFocus(event: KeyboardEvent): void {
  const at = panelNames.indexOf(view.value.panel);
  const last = panelNames.length - 1;
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowLeft: at === 0 ? last : at - 1,
    Home: 0,
    End: last,
  };
  const target = panelNames[targets[event.key] ?? -1];
  if (target === undefined) return;
  event.preventDefault();
  choose({ panel: target });
  document.getElementById(`tab-${target}`)?.focus();
}

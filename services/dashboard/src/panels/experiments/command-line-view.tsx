// The command that would do the same, to be copied.
import { useSignal } from '@preact/signals';
import { formatCommand } from './command-line.js';
import { knownExperiments } from './known-experiments.js';
import type { Selection } from './selection.js';
import { experimentsTexts } from './texts.js';

export function CommandLine({ selection }: { selection: Selection }) {
  const t = experimentsTexts().command;
  const copied = useSignal('');
  const command = formatCommand(selection, knownExperiments.value ?? [], location.origin);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    copied.value = command;
  };
  if (selection.experiments.size === 0) return null;
  return (
    <div class="row experiments-command">
      <span class="hint">{t.same}</span>
      <code>{command}</code>
      {/* Only where the page came from this machine, or by TLS, may it write there. */}
      {isSecureContext && (
        <button type="button" onClick={() => void copy().catch(() => {})}>
          {copied.value === command ? t.copied : t.copy}
        </button>
      )}
      {command.startsWith('npm run demo') && <span class="hint">{t.own}</span>}
    </div>
  );
}

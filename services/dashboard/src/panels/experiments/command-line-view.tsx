// The command that would do the same, to be copied.
import { useSignal } from '@preact/signals';
import { defineTexts } from '../../i18n/texts.js';
import { formatCommand } from './command-line.js';
import { knownExperiments } from './known-experiments.js';
import type { Selection } from './selection.js';

const texts = defineTexts(
  {
    same: 'The same in a terminal',
    copy: 'Copy',
    copied: 'Copied',
    own: 'It breaks a cluster of its own, not this one.',
  },
  {
    same: '터미널에서는',
    copy: '복사',
    copied: '복사했습니다',
    own: '이 클러스터가 아니라 따로 띄운 클러스터에 장애를 일으킵니다.',
  },
);

export function CommandLine({ selection }: { selection: Selection }) {
  const t = texts();
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

// The whole box of an instance or of Redis is a button. It opens the actions on the part, next to it.
import { useRef, useState } from 'preact/hooks';
import { isRecording } from '../../state/recording.js';
import { mapTexts, pageTexts } from '../../state/texts.js';
import { lazy } from '../../ui/lazy.js';

const PartActions = lazy(async () => (await import('./part-actions.js')).PartActions);

/** Belongs in the box, which must be positioned. */
export function PartMenu({ part }: { part: string }) {
  const t = mapTexts().partMenu;
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = `part-menu-${part}`;
  const name = part === 'redis' ? 'Redis' : part;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="part-press"
        popovertarget={id}
        aria-expanded={isOpen}
        aria-label={t.open({ part: name })}
        title={t.open({ part: name })}
      />
      <section
        ref={menu}
        id={id}
        popover="auto"
        class="part-menu"
        aria-label={t.open({ part: name })}
        onToggle={(event) => {
          const isNowOpen = event.newState === 'open';
          setOpen(isNowOpen);
          if (isNowOpen && menu.current && button.current) placeBeside(menu.current, button.current);
        }}
      >
        {isOpen &&
          (isRecording.value ? (
            <p class="hint">{pageTexts().recording}</p>
          ) : (
            <PartActions part={part} onDone={() => menu.current?.hidePopover()} />
          ))}
      </section>
    </>
  );
}

const gapPx = 6;

/** Below the box where there is room, else at the bottom of the window. */
function placeBeside(menu: HTMLElement, box: HTMLElement): void {
  const { left, bottom } = box.getBoundingClientRect();
  const place = () => {
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${clamp(left, innerWidth - width - gapPx)}px`;
    menu.style.top = `${clamp(bottom + gapPx, innerHeight - height - gapPx)}px`;
  };
  place();
  // Its content arrives later, when the menu is opened for the first time.
  const observer = new ResizeObserver(place);
  observer.observe(menu);
  menu.addEventListener('beforetoggle', () => observer.disconnect(), { once: true });
}

function clamp(wanted: number, most: number): number {
  return Math.max(gapPx, Math.min(wanted, most));
}

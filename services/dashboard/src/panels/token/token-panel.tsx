// The panel "Token": what a credential is made of, what an edited one is worth, and where a browser can keep it.
import { Anatomy } from './anatomy/anatomy.js';
import { current, lane } from './current.js';
import { StoragePlaces } from './storage/storage.js';
import { Tamper } from './tamper/tamper.js';

export function TokenPanel() {
  const mode = lane.value;
  const holder = current.value;
  return (
    <>
      <Anatomy />
      {holder && <Tamper key={holder.credential.text} holder={holder} />}
      {mode && <StoragePlaces key={mode.name} mode={mode} />}
    </>
  );
}

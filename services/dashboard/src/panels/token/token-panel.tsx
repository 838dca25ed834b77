// The panel "Token": anatomy, tampering, and browser storage.
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

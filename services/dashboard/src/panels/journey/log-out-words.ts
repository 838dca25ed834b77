// What the server did with a log-out, in the language of the view: whether a copy of the credential would still work.
import { logOutReach, type Mode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { explainExchange } from '../../state/explain-exchange.js';
import { journeyTexts } from './texts.js';

export function whatLogOutDid(mode: Mode, logOut: Exchange): string {
  const t = journeyTexts().logOut;
  if (logOut.status !== 200) return t.refused(explainExchange(logOut));
  return t[mode.refresh ? 'renewal' : logOutReach(mode)](logOut.servedBy ?? '?');
}

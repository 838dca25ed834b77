// Break it: the crowds, the timeline, and the faults.
import { useEffect } from 'preact/hooks';
import { incidents, labState } from '../../state/lab-state.js';
import { useInterval } from '../../ui/use-interval.js';
import { checkAfresh, checkCrowds } from './crowd.js';
import { CrowdView } from './crowd-view.js';
import { Faults } from './faults.js';
import { TimelineView } from './timeline-view.js';

const checkEveryMs = 2000;

export function BreakPanel() {
  // An experiment counts its own requests, and finds others in its way.
  const isFree = labState.value?.busy !== 'run';
  useInterval(checkCrowds, isFree ? checkEveryMs : null);

  const last = incidents.value.at(-1)?.id;
  useEffect(() => {
    if (last !== undefined && isFree) void checkAfresh();
  }, [last]);

  return (
    <>
      <CrowdView />
      <TimelineView />
      <Faults />
    </>
  );
}

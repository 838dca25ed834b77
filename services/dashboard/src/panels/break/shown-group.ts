// The group of faults that the panel "Break it" shows. A step of the workshop chooses it too.
import { signal } from '@preact/signals';
import type { FaultGroup } from './fault-table.js';

export const shownGroup = signal<FaultGroup>('instances');

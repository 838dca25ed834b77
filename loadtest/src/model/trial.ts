// A trial: one mode and one kind of client, measured once.
export type { InstanceSpread, Latency, Trial } from '@scale-out-lab/core/wire';

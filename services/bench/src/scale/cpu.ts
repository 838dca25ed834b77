// The processor time that processes have used, from /proc: user and system time of each, without its ended children.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sum } from '@scale-out-lab/loadtest';

/** Clock ticks in a second, in which the kernel counts. */
const ticksPerSecond = () => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
let ticks: number | undefined;

/** Seconds of a process and of the processes that it started, such as the workers of nginx. Linux only. */
export function cpuSeconds(pid: number): number {
  ticks ??= ticksPerSecond();
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return (
    parseTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')) / ticks +
    sum(children.map((each) => cpuSeconds(Number(each))))
  );
}

/** `utime` and `stime` of /proc/<pid>/stat (proc_pid_stat(5)). The second field, a name, may hold spaces and brackets. */
export function parseTicks(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

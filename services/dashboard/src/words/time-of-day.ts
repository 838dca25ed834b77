// The time of day to the second, the same in every language: it stands beside times of a server's log.

export function timeOfDay(time: string): string {
  return new Date(time).toLocaleTimeString('en-GB');
}

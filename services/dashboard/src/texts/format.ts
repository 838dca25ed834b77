// Numbers and times as text.

export function percent(share: number): string {
  return `${decimal(share * 100)} %`;
}

export function decimal(value: number): string {
  return `${Number(value.toFixed(1))}`;
}

/** The time of day to the second, the same in every language: it is compared with the times in a server's log. */
export function timeOfDay(time: string): string {
  return new Date(time).toLocaleTimeString('en-GB');
}

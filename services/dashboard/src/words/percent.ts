// A share in percent, with as many decimals as tell something.

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

// Shares in percent and counts that need not be whole, with as many decimals as tell something.

export function percent(share: number): string {
  return `${decimal(share * 100)} %`;
}

export function decimal(value: number): string {
  return `${Number(value.toFixed(1))}`;
}

// The number of a flag, for commander: one outside the range is refused with the accepted values.
import { InvalidArgumentError } from 'commander';

const kinds = { 'a whole number': /^\d+$/, 'a number': /^\d+(\.\d+)?$/ } as const;

export function numberWithin(low: number, high: number, kind: keyof typeof kinds = 'a whole number') {
  return (text: string): number => {
    const number = Number(text);
    if (kinds[kind].test(text) && number >= low && number <= high) return number;
    throw new InvalidArgumentError(`Expected ${kind} from ${low} to ${high}.`);
  };
}

// A whole number between two limits, as settings and options state it.

export const wholeNumber = (low: number, high: number) => ({
  /** The accepted values, for a message. */
  accepts: `a whole number from ${low} to ${high}`,
  /** Undefined if the text is not accepted. */
  parse(text: string): number | undefined {
    const number = Number(text);
    return /^-?\d+$/.test(text) && number >= low && number <= high ? number : undefined;
  },
});

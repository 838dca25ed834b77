// The steps of the workshop, in order. A step's name is what the address calls it.

export const firstStep = 'one-server';

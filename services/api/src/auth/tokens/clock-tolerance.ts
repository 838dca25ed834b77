// How far the clocks of two instances may be apart.

/**
 * A token is good from so long before it was issued, so that an instance whose clock is behind takes it, and what was
 * revoked is remembered for so much longer than it lives. Expiry is never stretched: it comes to the second.
 */
export const clockToleranceSeconds = 30;

// The tag of a user, with which the ID of each of the user's log-ins begins. A Redis Cluster chooses the slot of a key by
// the tag, so one script can reach all log-ins of a user.
import { createHmac } from 'node:crypto';

/** A short name for a user, which reveals nothing about the user without the secret. */
export type UserTag = (username: string) => string;

const length = 8;

/** @param secret of all instances; with another secret a user's list of log-ins starts empty */
export function userTag(secret: string): UserTag {
  return (username) =>
    createHmac('sha256', secret).update(`user-tag:${username}`).digest('base64url').slice(0, length);
}

/** The tag in the ID of a log-in, `<tag>.<random>`; undefined in an ID of any other form. */
export function tagOf(id: string): string | undefined {
  return id[length] === '.' ? id.slice(0, length) : undefined;
}

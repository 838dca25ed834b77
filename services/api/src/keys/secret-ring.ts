// What a ring of secrets can be told: which one signs, and which others are still accepted.

export interface Secrets {
  /** Signs, and is accepted. */
  readonly current: string;
  /** Accepted besides, as long as what they signed is to be let in. */
  readonly accepted: readonly string[];
}

export interface SecretRing {
  /** In force for the next request: what was signed with a secret that is no longer named is refused from then on. */
  replace(secrets: Secrets): Promise<void>;
  /** What each secret is called where it may not be shown, the signing one first. */
  names(): readonly string[];
}

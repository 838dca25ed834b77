// The classic faults of credential checks: the lab for tests has one of them at a time, or none.

export type Fault =
  // of tokens
  | 'accepts alg none'
  | 'checks HS256 with the public key'
  | 'trusts the key in the header'
  | 'gets the key from jku'
  | 'takes kid for a path'
  | 'takes kid for a query'
  | 'finds nothing wrong with r = s = 0'
  | 'fails at null claims'
  | `ignores ${'exp' | 'nbf' | 'iss' | 'aud' | 'typ'}`
  | 'renews for any refresh token'
  // of sessions
  | 'adopts the session ID that a client brings'
  | 'keeps a session that is logged in over'
  | 'makes a session for any ID'
  | 'has one store for all modes'
  | 'takes the first of two cookies'
  // of both
  | 'ignores signatures'
  | 'ignores spare bits'
  | 'has a weak secret'
  // of the answer
  | 'does not say how to log in'
  | 'answers 403'
  | 'hangs up'
  | 'is slow at long credentials'
  | 'pauses once'
  | 'ends a log-in after a forgery';

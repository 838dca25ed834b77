// The body of a request that may carry a refresh token: `{"refresh_token": "…"}`, or none where a cookie carries it.

export const refreshTokenBody = {
  type: 'object',
  nullable: true,
  properties: { refresh_token: { type: 'string', maxLength: 256 } },
} as const;

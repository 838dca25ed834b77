// Secrets that programs are shipped, taught and left with: whoever knows a list of them needs no other key.

export const weakSecrets = [
  ...[
    '',
    'secret',
    'Secret',
    'secretkey',
    'secret_key',
    'secret-key',
    'my-secret',
    'mysecret',
    'supersecret',
  ],
  ...[
    'your-256-bit-secret',
    'your_secret_key',
    'jwt',
    'jwtsecret',
    'jwt_secret',
    'JWT_SECRET',
    'key',
    'private',
  ],
  ...[
    'password',
    'Password1',
    'passw0rd',
    'changeme',
    'change-me',
    'default',
    'test',
    'dev',
    'admin',
    'root',
  ],
  ...['123456', '12345678', 'qwerty', 'shhhhh', 'keyboard cat', 'token', 'session', 'SESSION_SECRET', 'null'],
  ...['0'.repeat(32), 'a'.repeat(32), 'x'.repeat(32), 'secret'.repeat(6), 'scale-out-lab', 'undefined'],
];

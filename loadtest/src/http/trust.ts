// The authorities that this process trusts besides those that Node brings: that of a lab with LAB_TLS=on, or that of `--ca`.
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { type Environment, usesTls, wrongValue } from '@scale-out-lab/core';
import { Agent, setGlobalDispatcher } from 'undici';

const authorities: string[] = [];
let context: SecureContext | undefined;

/** Trusts the authority with the certificate in the PEM text, from the next connection on. `fetch` trusts it too. */
export function trustAuthority(pem: string): void {
  if (authorities.includes(pem)) return;
  authorities.push(pem);
  context = createSecureContext({ ca: [...rootCertificates, ...authorities] });
  setGlobalDispatcher(new Agent({ connect: trust() }));
}

/**
 * The TLS options of a connection; none where Node's own list is enough. All connections share one context: each would otherwise parse
 * the whole list, which takes more processor time than its handshake.
 */
export function trust(): { readonly secureContext?: SecureContext } {
  return context === undefined ? {} : { secureContext: context };
}

/** The same for autocannon, which copies its options, and a copy of a context crashes Node. Its users keep their connections. */
export function trustByList(): { readonly ca?: string[] } {
  return authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] };
}

/** The option `--ca` of a command. @throws ExitError (2) if the file holds no certificate */
export function trustFile(path: string | undefined): void {
  if (path === undefined) return;
  try {
    const pem = readFileSync(path, 'utf8');
    // Refuses a text that is not a certificate.
    void new X509Certificate(pem);
    trustAuthority(pem);
  } catch (cause) {
    throw wrongValue('--ca', path, 'a file with the certificate of an authority (PEM)', { cause });
  }
}

/** The authority of the lab in this checkout, if LAB_TLS is on and `npm start` has made it. */
export function labAuthority(env: Environment): string | undefined {
  const path = join(env.LAB_TLS_DIR || '.tls', 'ca.pem');
  return usesTls(env) && existsSync(path) ? path : undefined;
}

/** Whether a connection failed because the server's certificate is not accepted. @param failure the error's code */
export function isCertificateFault(failure: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ALTNAME/.test(failure);
}

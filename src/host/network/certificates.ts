import tls from 'node:tls';
import { FailureError } from '../../core/errors.ts';
import type { NetworkSettings } from './networkSettings.ts';

/** PEM certificates of all authorities to trust; undefined for Node's own choice. */
export type Certificates = () => readonly string[] | undefined;

/** Options for `tls.connect`. */
export interface Trust {
  readonly rejectUnauthorized?: false;
  readonly secureContext?: tls.SecureContext;
}

/**
 * The options of a TLS connection by the settings. The context is made once and shared: parsing the few hundred
 * certificates of an operating system for every connection would take longer than the handshake.
 * @throws FailureError `certificate` when the certificates cannot be read
 */
export function trust(settings: NetworkSettings, certificates: Certificates): Trust {
  if (!settings.proxyStrictSSL) return { rejectUnauthorized: false };
  if (settings.systemCertificates === false) return {};
  try {
    const ca = certificates();
    return ca ? { secureContext: tls.createSecureContext({ ca: [...ca] }) } : {};
  } catch (cause) {
    throw new FailureError({ kind: 'certificate', detail: 'system certificates are unreadable' }, { cause });
  }
}

/**
 * The certificates that Node trusts (NODE_EXTRA_CA_CERTS included) and those of the operating system;
 * undefined before Node 22.15, which cannot ask the system.
 */
export function systemCertificates(): readonly string[] | undefined {
  if (typeof tls.getCACertificates !== 'function') return undefined;
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
}

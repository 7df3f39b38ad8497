import type { Socket } from 'node:net';
import tls from 'node:tls';
import { networkFailure } from '../../core/api/failures/networkFailure.ts';
import type { Failure } from '../../core/errors.ts';
import type { Environment, NetworkSettings } from './networkSettings.ts';
import { type Route, routeTo, type ShownRoute, shown } from './proxy.ts';
import { type Connecting, openTunnel } from './tunnel.ts';

/** The certificate that a server presents. */
export interface Certificate {
  /** Common name, else the organisation. */
  readonly subject: string;
  readonly issuer: string;
  /** The issuer of the last certificate in the chain; a company's name here means that TLS is intercepted. */
  readonly root: string;
  /** As in the certificate: "Nov 22 18:03:35 2027 GMT". */
  readonly validTo: string;
  /** Why it is not trusted (OpenSSL's or Node's code); absent when it is. */
  readonly problem?: string;
}

export interface Inspection {
  readonly route: ShownRoute;
  /** Absent for plain http and when there was no connection. */
  readonly certificate?: Certificate;
  /** Why there is no connection. An untrusted certificate is not a failure here. */
  readonly failure?: Failure;
}

/** Connects as a request would, reads the certificate, trusted or not, and closes the connection. */
export async function inspect(
  url: URL,
  settings: NetworkSettings,
  env: Environment,
  connecting: () => Promise<Connecting>,
  signal: AbortSignal,
): Promise<Inspection> {
  const route = routeTo(url, settings, env);
  if (url.protocol !== 'https:' || route.kind === 'unusable') return { route: shown(route) };
  try {
    return { route: shown(route), certificate: await certificateOf(url, route, await connecting(), signal) };
  } catch (error) {
    const failure = signal.aborted ? undefined : networkFailure(error, url.host);
    if (!failure) throw error;
    return { route: shown(route), failure };
  }
}

async function certificateOf(
  { hostname, port }: URL,
  route: Route,
  connecting: Connecting,
  signal: AbortSignal,
): Promise<Certificate> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const target = `${hostname}:${port || '443'}`;
  const tunnel = route.kind === 'proxy' && (await openTunnel(route.proxy, target, connecting, signal));
  const way = tunnel ? { socket: tunnel } : { host, port: Number(port || '443') };
  const name = /[^\d.:]/.test(host) ? { servername: host } : {};
  const socket = tls.connect({ ...connecting.trust, ...way, ...name, rejectUnauthorized: false });
  try {
    await secured(socket, connecting.connectTimeout, signal);
    return describe(socket);
  } finally {
    socket.destroy();
  }
}

function secured(socket: Socket, connectTimeout: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = () => reject(Object.assign(new Error('no TLS'), { code: 'ERR_TLS_HANDSHAKE_TIMEOUT' }));
    const timer = setTimeout(late, connectTimeout);
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
  });
}

function describe(socket: tls.TLSSocket): Certificate {
  const own = socket.getPeerCertificate(true);
  let last = own;
  while (last.issuerCertificate && last.issuerCertificate !== last) last = last.issuerCertificate;
  const problem = socket.authorized ? undefined : socket.authorizationError;
  return {
    subject: nameOf(own.subject),
    issuer: nameOf(own.issuer),
    root: nameOf(last.issuer),
    validTo: own.valid_to,
    ...(problem && { problem: String(problem) }),
  };
}

function nameOf(name: tls.Certificate): string {
  return [name.CN ?? name.O ?? ''].flat().join(', ');
}

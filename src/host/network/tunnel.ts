import { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { FailureError } from '../../core/errors.ts';
import type { Trust } from './certificates.ts';
import type { HttpProxy } from './proxy.ts';
import type { Undici } from './undici.ts';

export interface Connecting {
  readonly undici: Undici;
  readonly trust: Trust;
  /** Milliseconds for each step of making a connection. */
  readonly connectTimeout: number;
}

/**
 * A connection through the proxy to `target` ("host:port"), made by CONNECT.
 *
 * undici's ProxyAgent does not serve. In its place (7.30.2, tried with the tests of `proxies.test.ts`) a proxy that
 * closes the connection on CONNECT is asked again for ever, a proxy that never answers CONNECT is waited for without
 * limit, and an error names the target but not the proxy, so that nobody knows which of the two to correct. It also
 * keeps its tunnel to itself, which the inspection of a certificate needs.
 *
 * @throws FailureError `proxyAuthentication` for 407, `noConnection` for any other answer than success and for none
 */
export async function openTunnel(
  proxy: HttpProxy,
  target: string,
  { undici, trust, connectTimeout }: Connecting,
  signal?: AbortSignal,
): Promise<Socket> {
  const deadline = AbortSignal.timeout(connectTimeout);
  const connector = undici.buildConnector({ ...trust, timeout: connectTimeout });
  // undici would look for the target's name, which the Host header has, in the certificate of the proxy.
  const connect: buildConnector.connector = ({ servername: _, ...to }, done) => connector(to, done);
  const client = new undici.Client(proxy.origin, { connect });
  try {
    const { statusCode, socket } = await client.connect({
      path: target,
      headers: { host: target, ...(proxy.authorization && { 'proxy-authorization': proxy.authorization }) },
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    if (statusCode >= 200 && statusCode < 300 && socket instanceof Socket) return socket;
    socket.destroy();
    throw refused(statusCode, proxy);
  } catch (error) {
    throw connectFailure(error, proxy, !signal?.aborted && deadline.aborted);
  } finally {
    await client.destroy();
  }
}

function refused(status: number, proxy: HttpProxy): FailureError {
  const kind = status === 407 ? 'proxyAuthentication' : 'noConnection';
  return new FailureError({ kind, detail: `proxy ${status} (${proxy.host})`, status });
}

/** undici tries again for ever when a connector reports a broken socket, so that code is replaced. */
function connectFailure(error: unknown, proxy: HttpProxy, late: boolean): unknown {
  if (late) return new FailureError({ kind: 'noConnection', detail: `no answer to CONNECT (${proxy.host})` });
  const broken = error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
  if (!broken) return error;
  return new FailureError(
    { kind: 'noConnection', detail: `proxy hung up (${proxy.host})` },
    { cause: error },
  );
}

/** A connector for undici that reaches https targets through the proxy. */
export function tunnelConnector(proxy: HttpProxy, connecting: Connecting): buildConnector.connector {
  const connect = connecting.undici.buildConnector({
    ...connecting.trust,
    timeout: connecting.connectTimeout,
  });
  return (target, callback) => {
    openTunnel(proxy, `${target.hostname}:${target.port || '443'}`, connecting).then(
      (httpSocket) => connect({ ...target, httpSocket }, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

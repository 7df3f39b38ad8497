import { type Failure, FailureError, type FailureKind } from '../../errors.ts';

/**
 * A network failure, read from an error and its chain of causes (undici and the editor's fetch each wrap the one
 * below); undefined for any other error and for an abort. The detail names the code and the host: `host` if it is
 * given, else the one in the error. It never has headers or the proxy's password.
 */
export function networkFailure(error: unknown, host?: string): Failure | undefined {
  const chain = causes(error);
  const known = chain.find((link) => link instanceof FailureError);
  if (known instanceof FailureError) return known.failure;
  const found = chain.flatMap((link) => finding(link) ?? []);
  const best = found.find(({ kind }) => kind !== 'noConnection') ?? found.at(-1);
  if (!best) return undefined;
  const where = host ?? found.find((one) => one.host)?.host;
  return { kind: best.kind, detail: where ? `${best.code} (${where})` : best.code };
}

interface Finding {
  readonly kind: FailureKind;
  readonly code: string;
  readonly host?: string | undefined;
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let link = error; link instanceof Error && !chain.includes(link); link = link.cause) chain.push(link);
  return chain;
}

function finding(error: Error): Finding | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const kind = code === undefined ? undefined : kindOfCode(code);
  if (kind && code) return { kind, code, host: hostOf(error) };
  if (error.name === 'HTTPParserError') return { kind: 'noConnection', code: 'no HTTP' };
  return fromMessage(error.message);
}

function kindOfCode(code: string): FailureKind | undefined {
  if (CERTIFICATE.test(code)) return 'certificate';
  if (code === 'UND_ERR_BODY_TIMEOUT') return 'silentStream';
  return CONNECTION.test(code) ? 'noConnection' : undefined;
}

/** Codes of OpenSSL's verification as Node names them, of Node, and of undici for the proxy's certificate. */
const CERTIFICATE =
  /^(CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_\w+|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|ERR_TLS_CERT_\w+|UND_ERR_PRX_TLS)$/;

/** Codes of the system and of undici for a connection that failed or broke, and for a server without TLS. */
const CONNECTION =
  /^(ENOTFOUND|EAI_\w+|ECONN\w+|E(HOST|NET)(UNREACH|DOWN)|ENETRESET|ETIMEDOUT|EPIPE|EPROTO|EADDRNOTAVAIL|EACCES|EPERM|ERR_SSL_\w+|ERR_TLS_HANDSHAKE_TIMEOUT|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_(CONNECT_TIMEOUT|HEADERS_TIMEOUT|SOCKET)|HPE_\w+)$/;

function hostOf(error: Error): string | undefined {
  if ('hostname' in error && typeof error.hostname === 'string') return error.hostname;
  if (!('address' in error && typeof error.address === 'string')) return undefined;
  return 'port' in error && typeof error.port === 'number' ? `${error.address}:${error.port}` : error.address;
}

/** For errors without a code: undici's about proxies and broken bodies, and Chromium's (`net::ERR_…`). */
function fromMessage(message: string): Finding | undefined {
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (status)
    return { kind: status === '407' ? 'proxyAuthentication' : 'noConnection', code: `proxy ${status}` };
  if (/proxy authentication required/i.test(message))
    return { kind: 'proxyAuthentication', code: 'proxy 407' };
  const chromium = /\bnet::(ERR_\w+)/.exec(message)?.[1];
  if (chromium) return { kind: kindOfChromium(chromium), code: chromium };
  if (message === 'terminated') return { kind: 'cutStream', code: message };
  return message === 'fetch failed' ? { kind: 'noConnection', code: message } : undefined;
}

function kindOfChromium(code: string): FailureKind {
  if (code.startsWith('ERR_CERT_')) return 'certificate';
  return /^ERR_(PROXY|UNEXPECTED_PROXY)_AUTH/.test(code) ? 'proxyAuthentication' : 'noConnection';
}

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { networkFailure } from '../../../src/core/api/failures/networkFailure.ts';
import { FailureError } from '../../../src/core/errors.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('words'), { code, ...more });
const fetchFailed = (cause: Error) => new TypeError('fetch failed', { cause });

describe('a network failure', () => {
  const rows: readonly [string, Error, string | undefined][] = [
    ['ENOTFOUND', coded('ENOTFOUND', { hostname: 'a.test' }), 'noConnection ENOTFOUND (a.test)'],
    ['EAI_AGAIN', coded('EAI_AGAIN'), 'noConnection EAI_AGAIN'],
    [
      'ECONNREFUSED',
      coded('ECONNREFUSED', { address: '10.0.0.1', port: 443 }),
      'noConnection ECONNREFUSED (10.0.0.1:443)',
    ],
    ['a connect time-out', coded('UND_ERR_CONNECT_TIMEOUT'), 'noConnection UND_ERR_CONNECT_TIMEOUT'],
    ['TLS that is none', coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'noConnection ERR_SSL_WRONG_VERSION_NUMBER'],
    ...[
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'INVALID_CA',
    ].map((code): [string, Error, string] => [code, coded(code), `certificate ${code}`]),
    [
      'a proxy without password',
      new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
      'proxyAuthentication proxy 407',
    ],
    [
      'a proxy that refuses',
      new Error('Proxy response (502) !== 200 when HTTP Tunneling'),
      'noConnection proxy 502',
    ],
    ["Chromium's name lookup", new Error('net::ERR_NAME_NOT_RESOLVED'), 'noConnection ERR_NAME_NOT_RESOLVED'],
    [
      "Chromium's certificate",
      new Error('net::ERR_CERT_AUTHORITY_INVALID'),
      'certificate ERR_CERT_AUTHORITY_INVALID',
    ],
    [
      "Chromium's proxy",
      new Error('net::ERR_PROXY_AUTH_REQUESTED'),
      'proxyAuthentication ERR_PROXY_AUTH_REQUESTED',
    ],
    [
      'a broken body',
      new TypeError('terminated', { cause: coded('UND_ERR_SOCKET') }),
      'cutStream terminated',
    ],
    ['a silent body', coded('UND_ERR_BODY_TIMEOUT'), 'silentStream UND_ERR_BODY_TIMEOUT'],
    ['an abort', new DOMException('This operation was aborted', 'AbortError'), undefined],
    ['a mistake', new TypeError('Failed to parse URL from x'), undefined],
    ['a missing file', coded('ENOENT'), undefined],
  ];
  for (const [what, error, expected] of rows)
    it(`is read from ${what}, bare and wrapped`, () => {
      const failure = networkFailure(error);
      assert.equal(failure && `${failure.kind} ${failure.detail}`, expected);
      const wrapped = networkFailure(new Error('Connection error.', { cause: fetchFailed(error) }));
      assert.equal(wrapped?.kind, failure?.kind ?? 'noConnection');
    });

  it('is the one that the transport has thrown', () => {
    const failure = { kind: 'certificate', detail: 'CERT_HAS_EXPIRED (a.test)' } as const;
    const error = new Error('Connection error.', {
      cause: new FailureError(failure, { cause: coded('EPIPE') }),
    });
    assert.equal(networkFailure(error), failure);
  });

  it('names the place it is given', () => {
    assert.equal(networkFailure(coded('EPIPE'), 'api.test')?.detail, 'EPIPE (api.test)');
  });

  it('is found nowhere in what is no error, and does not follow a circle of causes', () => {
    assert.equal(networkFailure('ENOTFOUND'), undefined);
    const error = new Error('round');
    error.cause = error;
    assert.equal(networkFailure(error), undefined);
  });
});

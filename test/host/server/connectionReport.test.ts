import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ConnectionFinding } from '../../../src/host/network/connectionCheck.ts';
import { reportText } from '../../../src/host/server/connectionReport.ts';

describe('the report on the connection', () => {
  const certificate = {
    ...{ subject: 'api.test', issuer: 'Zscaler Intermediate', root: 'Zscaler Root' },
    validTo: 'Nov 22 18:03:35 2027 GMT',
  };
  const because = { kind: 'noConnection', detail: 'ENOTFOUND (api.test)' } as const;
  const rows: readonly (readonly [ConnectionFinding, text: RegExp, remedy: RegExp | undefined])[] = [
    [{ kind: 'key', good: true, source: 'environment' }, /✓ Key: from ANTHROPIC_API_KEY/, undefined],
    [{ kind: 'key', good: false, source: 'missing' }, /✗ Key: none/, /Set API Key/],
    [
      { kind: 'route', good: true, route: { kind: 'proxy', host: 'p:1', from: 'environment' } },
      /✓ Proxy: p:1 \(environment variable\)/,
      undefined,
    ],
    [
      { kind: 'route', good: true, route: { kind: 'direct', because: 'exempt' } },
      /✓ Proxy: none, the host is exempt/,
      undefined,
    ],
    [
      { kind: 'route', good: false, route: { kind: 'unusable', from: 'setting' } },
      /✗ Proxy: set, but only the editor itself can use it/,
      /http\.proxy/,
    ],
    [
      { kind: 'certificate', good: true, certificate },
      /✓ Certificate: api\.test, issued by Zscaler Intermediate, root Zscaler Root, valid to Nov 22/,
      undefined,
    ],
    [
      { kind: 'certificate', good: false, certificate: { ...certificate, problem: 'CERT_HAS_EXPIRED' } },
      /✗ Certificate: .* \(CERT_HAS_EXPIRED\)/,
      /NODE_EXTRA_CA_CERTS/,
    ],
    [
      { kind: 'transport', good: true, used: { transport: 'undici' } },
      /✓ Route: direct from the extension/,
      undefined,
    ],
    [
      { kind: 'transport', good: true, used: { transport: 'editor', because } },
      /✓ Route: through the editor, because .*: ENOTFOUND/,
      undefined,
    ],
    [
      { kind: 'unreachable', good: false, failure: because },
      /✗ The server could not be reached\. ENOTFOUND/,
      /Check the network, the proxy/,
    ],
    [
      { kind: 'answer', good: true, status: 200, milliseconds: 12 },
      /✓ Answer: HTTP 200 after 12 ms/,
      undefined,
    ],
    ...[
      [401, /Set API Key/],
      [402, /cannot be billed/],
      [403, /use another one/],
      [404, /correct askClaude\.baseUrl/],
      [408, /too slow/],
      [429, /wait a moment/],
      [500, /try again later/],
    ].map(
      ([status, remedy]) =>
        [
          { kind: 'answer', good: false, status: Number(status), milliseconds: 1 },
          new RegExp(`✗ Answer: HTTP ${status}`),
          remedy as RegExp,
        ] as const,
    ),
    [{ kind: 'model', good: true, model: 'm', listed: 2 }, /✓ Model: m is available/, undefined],
    [
      { kind: 'model', good: true, model: 'm' },
      /✓ Model: m was not checked, .* no list of models/,
      undefined,
    ],
    [
      { kind: 'model', good: false, model: 'm', listed: 2 },
      /✗ Model: m is not among the 2 models/,
      /Select Model/,
    ],
  ];

  for (const [finding, text, remedy] of rows)
    it(`says ${text.source}${remedy ? `, and the remedy ${remedy.source}` : ''}`, () => {
      const lines = reportText({ host: 'api.test', findings: [finding] })
        .trimEnd()
        .split('\n');
      assert.equal(lines[2], finding.good ? 'Connected to api.test.' : 'Cannot connect to api.test.');
      assert.match(lines[4] ?? '', text);
      if (remedy) assert.match(lines[5] ?? '', remedy);
      else assert.equal(lines.length, 5);
    });

  it('makes no markup of the words of a server', () => {
    const hostile = 'x](command:a)\n# <img src=x> `b` [y](command:z)';
    const certificate = {
      subject: hostile,
      issuer: hostile,
      root: hostile,
      validTo: hostile,
      problem: hostile,
    };
    const failure = { kind: 'noConnection', detail: hostile } as const;
    const findings = [
      { kind: 'certificate', good: false, certificate },
      { kind: 'transport', good: true, used: { transport: 'editor', because: failure } },
      { kind: 'unreachable', good: false, failure },
    ] as const;
    const text = reportText({ host: 'api.test', findings });
    assert.doesNotMatch(text, /(?<!\\)[[\]<>`]/);
    assert.equal(text.match(/^#/gm)?.length, 1);
  });
});

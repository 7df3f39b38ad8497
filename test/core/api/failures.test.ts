import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure, FailureKind } from '../../../src/core/errors.ts';
import { status } from '../../emulator/faults.ts';
import { apiOf, heard, key, on, question, useEmulator, useServer } from './harness.ts';

const never = { 'x-should-retry': 'false' };

describe('a refusal becomes a failure', () => {
  const emulator = useEmulator();
  const ask = async (request = question()): Promise<Failure> => {
    const { failure } = await heard(apiOf(emulator().url).answer(request, on));
    assert.ok(failure);
    return failure;
  };

  const table: readonly (readonly [number, string, FailureKind, Record<string, string>?])[] = [
    [400, 'messages: something is wrong', 'badRequest'],
    [400, 'Your credit balance is too low to access the Anthropic API.', 'billing'],
    [
      400,
      'You have reached your specified API usage limits. You will regain access on 2026-12-01.',
      'spendLimit',
    ],
    [400, 'prompt is too long: 1048577 tokens > 1000000 maximum', 'contextFull'],
    [400, 'image input is not supported - hint: you may need to provide the mmproj', 'noImageInput'],
    [401, 'API key is invalid.', 'keyRefused'],
    [402, 'Please pay.', 'billing'],
    [403, 'Not allowed.', 'forbidden'],
    [400, 'On hold.', 'forbidden', { error_code: 'organization_on_hold' }],
    [404, 'model: claude-does-not-exist-9', 'unknownModel'],
    [408, 'Too slow.', 'serverError'],
    [409, 'Conflict.', 'serverError'],
    [413, 'Request exceeds the maximum size', 'requestTooLarge'],
    [429, 'Slow down.', 'rateLimited'],
    [429, 'Limit.', 'spendLimit', { error_code: 'enforced_spend_limit_reached' }],
    [429, 'Limit.', 'spendLimit', { error_code: 'contract_spend_limit_reached' }],
    [400, 'Ramp.', 'rateLimited', { error_code: 'ramp_limit_exceeded' }],
    [400, 'Limit.', 'spendLimit', { error_code: 'linked_organization_spend_limit_reached' }],
    [400, 'Unbilled.', 'billing', { error_code: 'linked_organization_billing_unavailable' }],
    [400, 'Large.', 'requestTooLarge', { error_code: 'request_body_too_large_after_decoding' }],
    [400, 'Old file.', 'imageRefused', { error_code: 'file_expired' }],
    [400, 'too much media: 101 images', 'requestTooLarge'],
    [500, 'Internal.', 'serverError'],
    [503, 'Unavailable.', 'serverError'],
    [504, 'Timeout.', 'serverError'],
    [529, 'Overloaded', 'overloaded'],
  ];
  for (const [code, message, kind, details] of table)
    it(`${code} "${message.slice(0, 40)}" is ${kind}`, async () => {
      emulator().script({ ...status(code, message, details), headers: never });
      const failure = await ask();
      assert.equal(failure.kind, kind);
      assert.equal(failure.status, code);
      assert.equal(failure.detail, message);
      assert.equal(failure.code, details?.['error_code']);
      assert.match(failure.requestId ?? '', /^req_/);
    });

  it('reads a page in the place of an error', async () => {
    const html =
      '<html><head><title>413 Request Entity Too Large</title></head><body>cloudflare</body></html>';
    emulator().script({ kind: 'status', status: 413, html });
    const failure = await ask();
    assert.equal(failure.kind, 'requestTooLarge');
    assert.equal(failure.detail, '413 Request Entity Too Large');
  });

  it('knows a wrong address from a wrong model', async () => {
    const { failure } = await heard(apiOf(`${emulator().url}/not/here`).answer(question(), on));
    assert.equal(failure?.kind, 'wrongAddress');
    emulator().script({
      kind: 'status',
      status: 404,
      html: '<title>Not Found</title>',
      path: '/v1/messages',
    });
    assert.equal((await ask()).kind, 'wrongAddress');
    assert.equal((await ask({ ...question(), model: 'claude-does-not-exist-9' })).kind, 'unknownModel');
  });
});

describe('a failure of the way there', () => {
  const server = useServer();
  const ask = async (options = {}) =>
    (await heard(apiOf(server.url(), options).answer(question(), on))).failure;

  it('is no connection when nobody listens', async () => {
    const { failure } = await heard(apiOf('http://127.0.0.1:1').answer(question(), on));
    assert.equal(failure?.kind, 'noConnection');
  });

  it('is what the network says it is, and a bad certificate is not asked twice', async () => {
    let asked = 0;
    const fetch = () => {
      asked += 1;
      const cause = Object.assign(new Error('self-signed certificate'), {
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    };
    const failure = await ask({ fetch });
    assert.equal(failure?.kind, 'certificate');
    assert.equal(asked, 1);
  });

  it('keeps its name although the SDK takes it for a time-out', async () => {
    const cause = Object.assign(new Error('Connect Timeout Error: timed out'), {
      code: 'UND_ERR_CONNECT_TIMEOUT',
    });
    const failure = await ask({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
    assert.equal(failure?.kind, 'noConnection');
    assert.match(failure?.detail ?? '', /UND_ERR_CONNECT_TIMEOUT/);
  });

  it('is a wrong address when the server sends us elsewhere, and the key does not go there', async () => {
    let visitors = 0;
    server.handle((request, response) => {
      if (request.url === '/elsewhere') visitors += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    assert.equal((await ask())?.kind, 'wrongAddress');
    assert.equal(visitors, 0);
  });

  it('never holds the key, even when the server quotes it', async () => {
    server.handle((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `Unknown key ${key}, sorry` } }));
    });
    const failure = await ask();
    assert.equal(failure?.kind, 'keyRefused');
    assert.equal(failure?.detail, 'Unknown key [key], sorry');
  });

  it('says which key was refused', async () => {
    server.handle((_, response) => response.writeHead(401, never).end());
    for (const keySource of ['stored', 'environment'] as const)
      assert.equal((await ask({ keySource }))?.keySource, keySource);
    assert.equal((await ask({ keySource: 'stored', key: 'no key ✗' }))?.keySource, 'stored');
    server.handle((_, response) => response.writeHead(500, never).end());
    assert.equal((await ask({ keySource: 'stored' }))?.keySource, undefined);
  });

  it('is told by its status where nothing else is said', async () => {
    const kinds: Readonly<Record<number, FailureKind>> = {
      ...{ 401: 'keyRefused', 402: 'billing', 403: 'forbidden', 404: 'wrongAddress', 405: 'wrongAddress' },
      ...{ 408: 'serverError', 409: 'serverError', 413: 'requestTooLarge', 418: 'badRequest' },
      ...{ 429: 'rateLimited', 500: 'serverError', 503: 'overloaded', 529: 'overloaded' },
    };
    for (const [status, kind] of Object.entries(kinds)) {
      server.handle((_, response) => response.writeHead(Number(status), never).end());
      const failure = await ask();
      assert.deepEqual([failure?.status, failure?.kind], [Number(status), kind]);
    }
  });

  it('reads the errors of servers that put them differently', async () => {
    for (const body of [
      { error: 'Broken' },
      { detail: 'Broken' },
      { message: 'Broken' },
      { error: { message: 'Broken' } },
    ]) {
      server.handle((_, response) => {
        response.writeHead(422, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
      assert.equal((await ask())?.detail, 'Broken');
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Fetch } from '../../../src/core/api/answerTypes.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { fetchImage } from '../../../src/host/docs/source/remoteImage.ts';
import { isPrivateAddress, isPrivateHost } from '../../../src/host/network/privateAddress.ts';

const { signal } = new AbortController();
const bytes = Uint8Array.of(1, 2, 3);

/** A web of redirects, from address to address; an address that leads nowhere is the image. */
function web(redirects: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const fetch: Fetch = (input, init) => {
    const url = String(input);
    asked.push(url);
    assert.equal(init?.redirect, 'manual');
    const location = redirects[url];
    const answer =
      location === undefined
        ? new Response(bytes)
        : new Response('no', { status: 302, headers: { location } });
    return Promise.resolve(answer);
  };
  return { fetch, asked };
}

const site = 'https://93.184.215.14/a.png';
const cdn = 'https://151.101.1.140/a.png';

describe('a redirect of an image on the web', () => {
  it('is followed on the web, in whatever form', async () => {
    const { fetch, asked } = web({ [site]: '/b.png', 'https://93.184.215.14/b.png': cdn });
    assert.deepEqual(await fetchImage(fetch, new URL(site), signal), bytes);
    assert.deepEqual(asked, [site, 'https://93.184.215.14/b.png', cdn]);
  });

  for (const target of [
    ...['http://127.0.0.1:8080/delete', 'http://localhost/', 'http://a.localhost./', 'http://[::1]/'],
    ...['http://10.0.0.1/', 'http://192.168.1.1/', 'http://172.31.0.1/', 'http://169.254.169.254/latest'],
    ...[
      'http://[::ffff:127.0.0.1]/',
      'http://[fd00::1]/',
      'http://0x7f000001/',
      'http://2130706433/',
      'http://0/',
    ],
    ...['file:///etc/passwd', 'data:image/png;base64,AAAA', 'http://', '//127.0.0.1/x.png'],
  ])
    it(`is not followed to ${target}`, async () => {
      const { fetch, asked } = web({ [site]: cdn, [cdn]: target });
      await assert.rejects(fetchImage(fetch, new URL(site), signal), RefusalError);
      assert.deepEqual(asked, [site, cdn]);
    });

  it('stays in the private network where the document names one', async () => {
    const wiki = 'http://127.0.0.1/a.png';
    const { fetch } = web({ [wiki]: 'http://10.0.0.1/a.png' });
    assert.deepEqual(await fetchImage(fetch, new URL(wiki), signal), bytes);
  });

  it('does not go in circles', async () => {
    const { fetch, asked } = web({ [site]: site });
    await assert.rejects(fetchImage(fetch, new URL(site), signal), RefusalError);
    assert.equal(asked.length, 6);
  });
});

describe('an image on the web whose server does not answer', () => {
  it('is a fault of that image, which names the server', async () => {
    const fetch = () => Promise.reject(new Error('ECONNREFUSED'));
    await assert.rejects(fetchImage(fetch, new URL(site), signal), (error) => {
      assert.ok(error instanceof RefusalError);
      assert.equal(error.refusal.reason, 'unreadable');
      assert.equal(error.refusal.detail, '93.184.215.14 could not be reached: ECONNREFUSED');
      return true;
    });
  });

  it('is no fault once it is no longer wanted', async () => {
    const control = new AbortController();
    const fetch = () => {
      control.abort(new Error('stopped'));
      return Promise.reject(new Error('aborted'));
    };
    await assert.rejects(fetchImage(fetch, new URL(site), control.signal), /stopped/);
  });
});

describe('an address', () => {
  for (const address of [
    '127.9.9.9',
    '10.1.2.3',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
  ])
    it(`is private: ${address}`, () => assert.ok(isPrivateAddress(address)));

  for (const address of ['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    it(`is public: ${address}`, () => assert.ok(!isPrivateAddress(address)));

  it('that nobody here knows counts as public', async () => {
    assert.equal(await isPrivateHost('does-not-exist.invalid'), false);
  });
});

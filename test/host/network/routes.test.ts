import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isExempt } from '../../../src/host/network/noProxy.ts';
import { routeTo, shown } from '../../../src/host/network/proxy.ts';
import { defaults } from './parts/networkFetch.ts';

describe('the route to an address', () => {
  const rows: readonly [string, Partial<typeof defaults>, Record<string, string>, string][] = [
    ['https://a.test', {}, {}, 'direct noProxySet'],
    ['https://a.test', { proxy: 'http://p:1' }, {}, 'p:1 setting'],
    ['https://a.test', { proxy: 'http://u:secret@p:1' }, {}, 'p:1 setting'],
    ['https://a.test', { proxy: 'http://p:1' }, { HTTPS_PROXY: 'http://q:1' }, 'p:1 setting'],
    ['https://a.test', {}, { HTTPS_PROXY: 'http://q:1', HTTP_PROXY: 'http://r:1' }, 'q:1 environment'],
    ['https://a.test', {}, { http_proxy: 'r:3128' }, 'r:3128 environment'],
    ['https://a.test', {}, { all_proxy: 'http://s:1' }, 's:1 environment'],
    ['http://a.test', {}, { HTTPS_PROXY: 'http://q:1' }, 'direct noProxySet'],
    ['http://a.test', {}, { HTTP_PROXY: 'http://r:1' }, 'r:1 environment'],
    ['https://a.test', { proxy: 'http://p:1' }, { NO_PROXY: 'b.test, a.test' }, 'direct exempt'],
    ['https://a.test', { proxy: 'http://p:1', noProxy: ['b.test'] }, { NO_PROXY: 'a.test' }, 'p:1 setting'],
    ['https://a.test', { proxy: 'http://p:1', noProxy: ['a.test'] }, {}, 'direct exempt'],
    ['https://a.test', { proxy: 'http://p:1', proxySupport: 'off' }, {}, 'direct switchedOff'],
    ['https://a.test', { proxySupport: 'off' }, { HTTPS_PROXY: 'http://q:1' }, 'direct switchedOff'],
    ['http://localhost:11434', { proxy: 'http://p:1' }, {}, 'direct local'],
    ['http://127.0.0.1:8000', { proxy: 'http://p:1' }, {}, 'direct local'],
    ['http://[::1]:8000', { proxy: 'http://p:1' }, {}, 'direct local'],
    ['https://a.test', { proxy: 'socks5://p:1' }, {}, 'unusable setting'],
    ['https://a.test', { proxy: 'http://' }, {}, 'unusable setting'],
  ];
  for (const [url, settings, env, expected] of rows)
    it(`${url} with ${JSON.stringify(settings)} and ${JSON.stringify(env)}: ${expected}`, () => {
      const route = shown(routeTo(new URL(url), { ...defaults, ...settings }, env));
      const said =
        route.kind === 'proxy'
          ? `${route.host} ${route.from}`
          : `${route.kind} ${route.kind === 'direct' ? route.because : route.from}`;
      assert.equal(said, expected);
    });
});

describe('exemptions from the proxy', () => {
  const rows: readonly [string, string, boolean][] = [
    ['*', 'https://a.test', true],
    ['a.test', 'https://a.test', true],
    ['A.Test', 'https://a.test', true],
    ['a.test', 'https://sub.a.test', true],
    ['.a.test', 'https://sub.a.test', true],
    ['*.a.test', 'https://deep.sub.a.test', true],
    ['a.test', 'https://ba.test', false],
    ['a.test', 'https://a.test.evil', false],
    ['a.test:443', 'https://a.test', true],
    ['a.test:443', 'https://a.test:8443', false],
    ['a.test:80', 'http://a.test', true],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:8443', 'https://10.1.2.3:8443', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/40', 'https://10.1.2.3', false],
    ['0.0.0.0/0', 'https://10.1.2.3', true],
    ['0.0.0.3', 'https://10.0.0.3', false],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['fd00:0::1', 'https://[fd00::1]', true],
    ['[fd00::1]:443', 'https://[fd00::1]', true],
    ['', 'https://a.test', false],
    ['/', 'https://a.test', false],
  ];
  for (const [rule, url, expected] of rows)
    it(`"${rule}" ${expected ? 'frees' : 'does not free'} ${url}`, () => {
      assert.equal(isExempt(new URL(url), ['unrelated.test', rule]), expected);
    });
});

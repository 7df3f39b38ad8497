import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Note } from '../../../src/core/ask/question.ts';
import type { Failure } from '../../../src/core/errors.ts';
import { reportText } from '../../../src/host/server/connectionReport.ts';
import { failureView } from '../../../src/host/ui/failureText.ts';
import { megabytes, money } from '../../../src/host/ui/quantities.ts';
import { refusalText } from '../../../src/host/ui/refusalText.ts';
import { noteText, skippedText } from '../../../src/host/ui/sentences.ts';

describe('words', () => {
  it('name the file, what is wrong with it and what to do', () => {
    assert.equal(
      refusalText('a.png', { reason: 'lfsPointer' }),
      'a.png is a Git LFS pointer, not the image itself: run "git lfs pull" to fetch it.',
    );
    assert.equal(
      refusalText('big.png', { reason: 'tooManyBytes', byteLength: 200e6, limit: 150e6 }),
      'big.png is too large (200 MB; at most 150 MB): scale it down or crop it first.',
    );
    assert.match(
      refusalText('i.heic', { reason: 'unsupported', type: 'heic' }),
      /HEIC.*macOS.*Windows.*Linux/,
    );
  });

  it('say what is unusual about a file whose format is read, not to convert it to that format', () => {
    const png = refusalText('a.png', { reason: 'unsupported', type: 'png', oddity: 'iosApp' });
    assert.match(png, /^a\.png is a PNG file .*Xcode.*: use the original/);
    for (const type of ['jpeg', 'tiff'])
      for (const oddity of ['depth', 'coding', 'colors'] as const) {
        const text = refusalText('a', { reason: 'unsupported', type, oddity });
        assert.match(text, /because its (colors|pixels) .*: open it in an image editor and save a copy /);
        assert.ok(!text.includes('convert it to'));
      }
  });

  it('name the bound that a picture would pass, and what to do', () => {
    const size = { width: 30_000, height: 30_000 };
    const rows = [
      [
        { reason: 'tooManyPixels', ...size, needed: 9e8, limit: 268e6 },
        /30000 × 30000.*at most 268 megapixels.*crop/,
      ],
      [
        { reason: 'tooManyPixels', width: 900, height: 900, needed: 3e8, limit: 268e6 },
        /300 megapixels.*earlier frame/,
      ],
      [
        { reason: 'tooMuchMemory', ...size, needed: 5.2e9, limit: 420e6 },
        /5,200 MB; at most 420 MB.*scale it down/,
      ],
      [{ reason: 'tooMuchMemory', limit: 420e6 }, /more than 420 MB/],
      [{ reason: 'tookTooLong', limit: 15_000 }, /longer than 15 seconds/],
    ] as const;
    for (const [refusal, sentence] of rows) assert.match(refusalText('a.png', refusal), sentence);
  });

  it('say what happened to an image on its way', () => {
    const note: Note = { what: 'shrunk', image: 'a.png', width: 2000, height: 900, why: 'manyImages' };
    assert.match(noteText(note), /^a\.png was sent at 2000 × 900, because .*more than 20 images\.$/);
  });

  it('tells that another version of a file was sent than before', () => {
    assert.equal(
      noteText({ what: 'changedOnDisk', image: 'a.png' }),
      'a.png has changed since it was last sent: the new version was sent.',
    );
  });

  it('count what was left out', () => {
    assert.equal(skippedText(0), undefined);
    assert.match(skippedText(1) ?? '', /^1 file was/);
    assert.match(skippedText(2) ?? '', /^2 files were/);
  });

  it('give each failure a remedy with a button, and keep the details apart', () => {
    const failure: Failure = {
      kind: 'rateLimited',
      detail: 'slow down',
      status: 429,
      retryAfter: 90,
      requestId: 'req_1',
    };
    const view = failureView(failure);
    assert.equal(view.remedy, 'Wait 90 s and retry.');
    assert.equal(view.actions[0]?.id, 'retry');
    assert.equal(view.detail, 'HTTP 429 · slow down · req_1');
  });

  it('write sums of money with the digits that matter', () => {
    assert.deepEqual([0.00002, 0.0123, 0.5, 0.996, 12].map(money), [
      ...['less than $0.0001', '$0.012', '$0.50', '$1.00', '$12.00'],
    ]);
  });

  it('write sizes as people do', () => {
    assert.deepEqual([5, 4200, 1_500_000, 200_000_000].map(megabytes), [
      '5 bytes',
      '4 kB',
      '1.5 MB',
      '200 MB',
    ]);
  });

  it('tell where a connection fails and what helps', () => {
    const report = reportText({
      host: 'api.anthropic.com',
      findings: [
        { kind: 'key', good: true, source: 'stored' },
        { kind: 'route', good: true, route: { kind: 'proxy', host: 'proxy:3128', from: 'setting' } },
        { kind: 'unreachable', good: false, failure: { kind: 'proxyAuthentication', detail: '407' } },
      ],
    });
    assert.match(report, /Cannot connect to/);
    assert.match(report, /✓ Proxy: proxy:3128 \(http\.proxy\)/);
    assert.match(
      report,
      /✗ The proxy requires a user name and password\. 407\n {2}Enter them in the proxy settings/,
    );
  });
});

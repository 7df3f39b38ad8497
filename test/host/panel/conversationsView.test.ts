import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { indexText, readIndex, summaryOf } from '../../../src/core/ask/conversationIndex.ts';
import { conversationsView } from '../../../src/host/panel/conversationsView.ts';
import { answered } from '../ask/memoryFiles.ts';

describe('a row of the list of conversations', () => {
  const detail = (count: number) => {
    const images = Array.from({ length: count }, (_, at) => ({
      id: `${at}`,
      name: `p${at}.png`,
      uri: `f:/${at}`,
    }));
    const summary = summaryOf('a', { conversation: answered('What?', images) }, 1);
    const [read = assert.fail()] = readIndex(indexText([summary])) ?? [];
    const items = [{ ...read, current: false, answering: false }];
    return conversationsView({ items }, () => undefined, 1).items?.[0]?.detail;
  };

  it('counts all images, however few names of them are kept', () => {
    assert.equal(detail(2), '1 question · p0.png, p1.png');
    assert.equal(detail(30), '1 question · p0.png, p1.png, p2.png and 27 more');
  });
});

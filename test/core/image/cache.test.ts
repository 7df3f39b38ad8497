import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createCache } from '../../../src/core/image/preparedCache.ts';

describe('the cache', () => {
  it('forgets what was unused for longest when there are too many bytes', () => {
    const cache = createCache<string>(30);
    cache.set('a', 'A', 10);
    cache.set('b', 'B', 10);
    cache.set('c', 'C', 10);
    assert.equal(cache.get('a'), 'A');
    cache.set('d', 'D', 15);
    assert.deepEqual(['a', 'b', 'c', 'd'].map(cache.get), ['A', undefined, undefined, 'D']);
  });

  it('counts a value that is replaced once', () => {
    const cache = createCache<string>(30);
    cache.set('a', 'A', 20);
    cache.set('a', 'AA', 20);
    cache.set('b', 'B', 10);
    assert.deepEqual(['a', 'b'].map(cache.get), ['AA', 'B']);
  });

  it('does not keep what is larger than all of it', () => {
    const cache = createCache<string>(30);
    cache.set('a', 'A', 10);
    cache.set('b', 'B', 31);
    assert.deepEqual(['a', 'b'].map(cache.get), ['A', undefined]);
  });

  it('can be emptied', () => {
    const cache = createCache<string>(30);
    cache.set('a', 'A', 30);
    cache.clear();
    cache.set('b', 'B', 30);
    assert.deepEqual(['a', 'b'].map(cache.get), [undefined, 'B']);
  });
});

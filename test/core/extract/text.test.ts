import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { joinedParagraphs, readText } from '../../../src/core/extract/text/readText.ts';

describe('extracted text', () => {
  it('counts and quotes the places that could not be read', () => {
    const { findings } = readText('# Title\n\n- the due date is [unclear]\n- [unclear]');
    assert.deepEqual(findings, [{ what: 'unclearText', amount: 2, near: ['the due date is', ''] }]);
  });

  it('joins lines that a page broke, and no others', () => {
    const page = [
      '# A heading',
      'The first line',
      'goes on, and a hyphen-',
      'ated word.',
      '',
      '- an item that',
      '  goes on',
      '- another',
      'A line with a break  ',
      'stays.',
      '| a | b |',
      '| - | - |',
      '```',
      'code',
      'stays',
      '```',
      '日本語の',
      '文章',
    ].join('\n');
    assert.equal(
      joinedParagraphs(page),
      [
        '# A heading',
        'The first line goes on, and a hyphenated word.',
        '',
        '- an item that goes on',
        '- another A line with a break  ',
        'stays.',
        '| a | b |',
        '| - | - |',
        '```',
        'code',
        'stays',
        '```',
        '日本語の文章',
      ].join('\n'),
    );
  });
});

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

  it('keeps the lines of notes, of indented code and of tables without bars at their edges', () => {
    const page = [
      ...['[^1]: The first note', '[^2]: The second', '[a]: https://example.org'],
      ...['', '    let a = 1', '    let b = 2', '', 'Name | Age', '--- | ---', 'Ann | 4', 'Ben | 5'],
      ...['', '1. An item that', '    goes on', '    - one within'],
    ];
    const wanted = [...page.slice(0, -3), '1. An item that goes on', '    - one within'];
    assert.equal(joinedParagraphs(page.join('\n')), wanted.join('\n'));
  });
});

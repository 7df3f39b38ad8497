import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { previewTable, readTable } from '../../../src/core/extract/table/readTable.ts';
import { answerOf, findingsOf, tablesOf } from './tableAnswers.ts';

describe('extracted tables', () => {
  it('come as a Markdown table whose texts stay texts', () => {
    const { markdown, findings, complaint } = readTable(
      answerOf([
        ['Name', 'Price'],
        ['a | b *c*', '1.50'],
        ['<b>', '2.25'],
      ]),
    );
    assert.equal(
      markdown,
      ['| Name | Price |', '| - | -: |', '| a \\| b \\*c\\* | 1.50 |', '| \\<b> | 2.25 |'].join('\n'),
    );
    assert.deepEqual(findings, []);
    assert.equal(complaint, undefined);
  });

  it('that were read off a chart say so', () => {
    const chart = [
      ['Year', 'Rain (mm)'],
      ['2024', '310'],
    ];
    assert.deepEqual(findingsOf(chart, { estimated: true }), [{ what: 'estimated', table: 1 }]);
  });

  it('with rows of different length complain with the rows that differ, and are filled up', () => {
    const read = readTable(
      answerOf([
        ['A', 'B', 'C'],
        ['1', '2'],
        ['1', '2', '3'],
      ]),
    );
    assert.match(read.complaint ?? '', /widest row has 3 cells, but row 2 has 2 \(1 \| 2/);
    assert.deepEqual(read.findings, [{ what: 'padded', table: 1, rows: [2] }]);
    assert.match(read.markdown, /\| 1 \| 2 \| \|/);
  });

  it('in Markdown, from a server without structured output, keep surplus cells', () => {
    const read = readTable('Here it is:\n\n| A | B |\n| - | - |\n| 1 | 2 | 3 |\n');
    assert.match(read.complaint ?? '', /row 1 has 2/);
    assert.match(read.markdown, /3/);
  });

  it('read a letter in a column of numbers as the digit it looks like, and say so', () => {
    const rows = [
      ['Item', 'Count'],
      ['Bolt', '1O4'],
      ['Nut', '2l'],
      ['Oil', '37'],
    ];
    assert.deepEqual(findingsOf(rows), [
      { what: 'digit', table: 1, row: 2, column: 2, before: '1O4', after: '104' },
      { what: 'digit', table: 1, row: 3, column: 2, before: '2l', after: '21' },
    ]);
    assert.deepEqual(tablesOf(rows)[0]?.rows[1], ['Bolt', '104']);
  });

  it('leave letters alone where a column is not one of numbers', () => {
    assert.deepEqual(
      findingsOf([
        ['Part', 'Code'],
        ['Bolt', 'B1O'],
        ['Nut', 'SO5'],
        ['Oil', '12'],
      ]),
      [],
    );
  });

  it('with decimal points and commas in one column say so', () => {
    const rows = [
      ['A', 'B'],
      ['x', '1.50'],
      ['y', '2,50'],
      ['z', '3.25'],
    ];
    assert.deepEqual(findingsOf(rows), [{ what: 'mixedMarks', table: 1, column: 2 }]);
  });

  for (const [name, cells, stated, sum] of [
    ['whole numbers', ['10', '20', '31'], '62', '61'],
    ['decimals', ['1.10', '2.20'], '3.40', '3.30'],
    ['German marks', ['1.234,50', '1,50'], '1.235,00', '1236.00'],
    ['thousands', ['1,234', '1,000,000'], '1,001,235', '1001234'],
    ['French spaces', ['1\u202f234', '10\u202f000'], '11\u202f235', '11234'],
    ['negative numbers', ['(10)', '−5', '20'], '4', '5'],
  ] as const)
    it(`add a total up again: ${name}`, () => {
      const rows = [['A', 'B'], ...cells.map((cell) => ['x', cell]), ['Total', stated]];
      const row = rows.length;
      const plain = stated.replaceAll('\u202f', ' ');
      assert.deepEqual(findingsOf(rows), [{ what: 'sum', table: 1, row, column: 2, stated: plain, sum }]);
    });

  it('say nothing of a total that is right, or off by rounding', () => {
    assert.deepEqual(
      findingsOf([
        ['A', 'B'],
        ['x', '1,234'],
        ['y', '766'],
        ['Summe', '2,000'],
      ]),
      [],
    );
    assert.deepEqual(
      findingsOf([
        ['A', 'B'],
        ['x', '0.33'],
        ['y', '0.33'],
        ['z', '0.33'],
        ['Total', '1.00'],
      ]),
      [],
    );
    assert.deepEqual(
      findingsOf([
        ['A', 'B'],
        ['x', '60%'],
        ['y', '50%'],
        ['Total', '100%'],
      ]),
      [],
    );
  });

  it('know subtotals, and what is added to them', () => {
    const invoice = [
      ['Item', 'EUR'],
      ...[
        ['Boat', '60'],
        ['Oars', '40'],
        ['Subtotal', '100'],
      ],
      ...[
        ['Tax', '20'],
        ['Shipping', '5'],
      ],
    ];
    assert.deepEqual(findingsOf([...invoice, ['Total', '125']]), []);
    assert.deepEqual(
      findingsOf([...invoice, ['Total', '126']]).map((finding) => finding.what),
      ['sum'],
    );
  });

  it('keep the letter before a number, which names a room or a size', () => {
    const rows = [['Room'], ['12'], ['14'], ['B12'], ['15']];
    assert.deepEqual(findingsOf(rows), []);
  });

  it('keep what joins letters, and lose what nobody sees', () => {
    const rows = [['A'], ['می\u200cخواهم \u{1f469}\u200d\u{1f4bb} data\u00adbase\u200b\u202e']];
    assert.deepEqual(tablesOf(rows)[0]?.rows[1], ['می\u200cخواهم \u{1f469}\u200d\u{1f4bb} database']);
  });

  it('name the cells that could not be read', () => {
    assert.deepEqual(
      findingsOf([
        ['A', 'B'],
        ['[unclear]', 'x'],
      ]),
      [{ what: 'unclear', table: 1, row: 2, column: 1 }],
    );
  });

  it('take over three thousand rows, and say when there were more', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, row) => [`r${row}`]);
    assert.deepEqual(findingsOf(rows(3000)), []);
    assert.equal(tablesOf(rows(3000))[0]?.rows.length, 3000);
    assert.deepEqual(findingsOf(rows(3001)), [{ what: 'beyondLimits', table: 1, rows: 3000, columns: 200 }]);
  });

  it('are looked for in ten thousand lists within each other', () => {
    const lists = '['.repeat(10_000);
    for (const answer of [`{"tables":${lists}`, `{"tables":${lists}${']'.repeat(10_000)}}`]) {
      assert.equal(previewTable(answer), '');
      assert.deepEqual(readTable(answer).findings, [{ what: 'notRead', as: 'table' }]);
    }
  });

  it('show the rows that have arrived', () => {
    const whole = answerOf([
      ['A', 'B'],
      ['1', '2'],
      ['3', '4'],
    ]);
    const cut = whole.slice(0, whole.indexOf('"3"'));
    assert.equal(previewTable(cut), ['| A | B |', '| - | - |', '| 1 | 2 |'].join('\n'));
    assert.equal(previewTable('{"ta'), '');
    assert.equal(previewTable('no object'), '');
  });
});

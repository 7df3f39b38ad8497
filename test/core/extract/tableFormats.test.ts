import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  tablesAsCsv,
  tablesAsHtml,
  tablesAsJson,
  tablesAsMarkdown,
  tablesAsTsv,
} from '../../../src/core/extract/table/tableFormats.ts';
import { findingsOf, tablesOf } from './tableAnswers.ts';

describe('the forms of extracted tables', () => {
  it('keep merged cells in HTML only, and drop impossible ones', () => {
    const merged = [
      { row: 0, column: 0, rowSpan: 1, columnSpan: 2 },
      { row: 0, column: 1, rowSpan: 1, columnSpan: 2 },
      { row: 1, column: 0, rowSpan: 9, columnSpan: 1 },
    ];
    const rows = [
      ['Year', '', 'Sum'],
      ['2024', '2025', 'x'],
    ];
    assert.deepEqual(findingsOf(rows, { merged }), [{ what: 'mergedDropped', table: 1, amount: 2 }]);
    const tables = tablesOf(rows, { merged, title: 'A & B' });
    assert.match(
      tablesAsHtml(tables),
      /<caption>A &amp; B<\/caption>[\s\S]*<th colspan="2">Year<\/th><th>Sum<\/th>/,
    );
    assert.match(tablesAsMarkdown(tables), /^\*\*A & B\*\*\n\n\| Year \| Year \| Sum \|/);
  });

  it('keep a merged cell in the head of an HTML table that begins there', () => {
    const merged = [{ row: 0, column: 0, rowSpan: 2, columnSpan: 1 }];
    const rows = [
      ['A', 'B'],
      ['', '2'],
      ['3', '4'],
    ];
    assert.match(
      tablesAsHtml(tablesOf(rows, { merged })),
      /<th rowspan="2">A<\/th><th>B<\/th><\/tr>\n<tr><td>2<\/td><\/tr>\n<\/thead>/,
    );
  });

  it('give CSV whose texts no spreadsheet runs, and whose negative numbers stay numbers', () => {
    const rows = [
      ['A', 'B'],
      ['=1+1', '-5'],
      ['+cmd|x', 'a,"b"'],
      ['@x', '-x'],
      ['＝1', '+49'],
    ];
    assert.equal(
      tablesAsCsv(tablesOf(rows)),
      ['A,B', "'=1+1,-5", `'+cmd|x,"a,""b"""`, "'@x,'-x", "'＝1,+49", ''].join('\r\n'),
    );
    assert.equal(
      tablesAsTsv(
        tablesOf([
          ['A', 'B'],
          ['1', '2'],
        ]),
      ),
      'A\tB\r\n1\t2\r\n',
    );
  });

  it('quote what another separator would cut in two', () => {
    assert.equal(tablesAsCsv(tablesOf([['A'], ['x;=1+1']])), 'A\r\n"x;=1+1"\r\n');
  });

  it('keep in JSON what is written like numbers and is none', () => {
    const names = ['Date', 'Postcode', 'Account', 'Address'];
    const cells = [
      ['01.02.24', '01234', '12345678901234567890', '192.168.100.200'],
      ['12.11.20', '10115', '12345678901234567891', '192.168.100.201'],
    ];
    const records = JSON.parse(tablesAsJson(tablesOf([names, ...cells])));
    assert.deepEqual(
      records,
      cells.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell]))),
    );
  });

  it('give JSON with numbers where a column holds numbers, and each key once', () => {
    const rows = [
      ['Name', 'Price', 'Price', ''],
      ['x', '1.234,5', '3 kg', 'n'],
      ['y', '2,5', '4 kg', ''],
    ];
    assert.deepEqual(JSON.parse(tablesAsJson(tablesOf(rows))), [
      { Name: 'x', Price: 1234.5, 'Price 2': '3 kg', 'Column 4': 'n' },
      { Name: 'y', Price: 2.5, 'Price 2': '4 kg', 'Column 4': '' },
    ]);
  });
});

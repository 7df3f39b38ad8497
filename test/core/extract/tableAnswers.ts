import { checkedTables } from '../../../src/core/extract/table/readTable.ts';

/** The answer of a model that read one table. */
export const answerOf = (rows: readonly (readonly string[])[], more = {}) =>
  JSON.stringify({ tables: [{ headerRows: 1, rows, merged: [], estimated: false, ...more }] });
export const tablesOf = (rows: readonly (readonly string[])[], more = {}) =>
  checkedTables(answerOf(rows, more))?.tables ?? [];
export const findingsOf = (rows: readonly (readonly string[])[], more = {}) =>
  checkedTables(answerOf(rows, more))?.findings ?? [];

/** A table as it was read from an image: a rectangle of plain texts. */
export interface ExtractedTable {
  readonly title?: string;
  /** Rows at the top that are headings; at least 1, at most all of `rows`. */
  readonly headerRows: number;
  /** All rows, headings included; each as long as the first. A cell that a merged one covers is empty. */
  readonly rows: readonly (readonly string[])[];
  readonly merged: readonly MergedCell[];
  /** The values were read off a chart, so they are estimates. */
  readonly estimated: boolean;
}

/** A cell that covers others to its right and below it. Rows and columns count from 0; both spans are at least 1. */
export interface MergedCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** Something about a table that the reader has to know. Rows and columns count from 1, as people count them. */
export type TableFinding =
  /** The answer broke off: what followed the last row that is shown is missing. */
  | { readonly what: 'incomplete' }
  /** The answer was no JSON that can be parsed: what follows a fault in it may be missing, or stand elsewhere. */
  | { readonly what: 'brokenJson' }
  /** The rows had fewer cells than the widest one and were filled up with empty cells at their end. */
  | { readonly what: 'padded'; readonly table: number; readonly rows: readonly number[] }
  /** In a column of numbers, a letter that looks like a digit was read as one. */
  | {
      readonly what: 'digit';
      readonly table: number;
      readonly row: number;
      readonly column: number;
      readonly before: string;
      readonly after: string;
    }
  /** In one column, numbers with a decimal point stand beside numbers with a decimal comma. */
  | { readonly what: 'mixedMarks'; readonly table: number; readonly column: number }
  /** The row of a total does not hold the sum of the numbers above it. */
  | {
      readonly what: 'sum';
      readonly table: number;
      readonly row: number;
      readonly column: number;
      readonly stated: string;
      readonly sum: string;
    }
  | { readonly what: 'unclear'; readonly table: number; readonly row: number; readonly column: number }
  /** More rows or columns than these, which were left out. */
  | { readonly what: 'beyondLimits'; readonly table: number; readonly rows: number; readonly columns: number }
  | { readonly what: 'tablesLeftOut'; readonly amount: number }
  /** So many more cells of any table have to be looked at. */
  | { readonly what: 'moreCells'; readonly amount: number }
  /** Merged cells that overlap, hide texts or lie outside the table were taken for single ones. */
  | { readonly what: 'mergedDropped'; readonly table: number; readonly amount: number }
  /** The values were read off a chart. */
  | { readonly what: 'estimated'; readonly table: number };

import { csvReporter } from './csv.ts';
import { githubReporter } from './github.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import { markdownReporter } from './markdownTables.ts';
import type { Reporter } from './report.ts';
import { sarifReporter } from './sarif.ts';
import { textReporter } from './terminal.ts';

export interface ReportOptions {
  /** Of the program, for SARIF. */
  readonly version: string;
  /** Colours for a terminal, in `text`. */
  readonly color: boolean;
}

/** The forms that a report can have. */
export const REPORTERS: Readonly<Record<string, (options: ReportOptions) => Reporter>> = {
  text: textReporter,
  json: jsonReporter,
  markdown: markdownReporter,
  csv: csvReporter,
  sarif: sarifReporter,
  junit: junitReporter,
  github: githubReporter,
};

import type { Reporter, ReportRow } from './report.ts';

/** `{ "findings": [{ "rule", "severity", "file", "line", "column", "message", "source", "alt" }], "images", "documents" }` */
export function jsonReporter(): Reporter {
  let isFirst = true;
  const row = ({ rule, severity, file, line, column, message, source, alt }: ReportRow) => {
    const written = JSON.stringify({ rule, severity, file, line, column, message, source, alt });
    const before = isFirst ? '\n  ' : ',\n  ';
    isFirst = false;
    return before + written;
  };
  return {
    begin: () => '{"findings": [',
    document: (_, rows) => rows.map(row).join(''),
    end: ({ images, documents }) =>
      `${isFirst ? '' : '\n'}], "images": ${images}, "documents": ${documents}}\n`,
  };
}

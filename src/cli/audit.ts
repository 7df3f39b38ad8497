import { writeFile } from 'node:fs/promises';
import { baselineText, pathFrom } from '../core/docs/baseline/baseline.ts';
import { folderOf } from '../core/docs/files/paths.ts';
import { type Reporter, type ReportRow, type ReportTotals, totalsOf } from '../core/docs/report/report.ts';
import { REPORTERS } from '../core/docs/report/reporters.ts';
import { type Audited, Auditor } from './auditor.ts';
import { type Accepts, baselines } from './baselines.ts';
import { documentsAt } from './documents.ts';
import { EXIT } from './exit.ts';
import { CliError, ending, say, systemWords } from './failure.ts';
import { version } from './help.ts';
import { inOrder } from './inOrder.ts';
import { hasColors, OutputError, print } from './output.ts';
import type { AuditRequest } from './parseArguments.ts';
import { absolute, relativeTo } from './places.ts';

/** Documents that are read at the same time: most of it is waiting for the disk. */
const concurrency = 16;

/** Runs `audit`; the exit code. */
export async function audit(request: AuditRequest): Promise<number> {
  let failures = 0;
  const auditor = new Auditor();
  const found = auditedBy(request, auditor, (failure) => {
    failures += 1;
    say(failure);
  });
  try {
    const { writeBaseline: file } = request;
    const code =
      file === undefined ? await report(request, found, auditor) : await writeBaseline(file, found);
    return failures > 0 ? EXIT.failed : code;
  } catch (error) {
    if (!(error instanceof CliError || error instanceof OutputError)) throw error;
    const sentence = ending(error);
    if (sentence !== '') say(sentence);
    return EXIT.failed;
  }
}

async function report(
  { baseline, format, maxWarnings }: AuditRequest,
  found: AsyncIterable<Audited>,
  auditor: Auditor,
): Promise<number> {
  const accepts = await baselines(baseline, auditor);
  const reporter = REPORTERS[format]?.({ version, color: hasColors() }) ?? { document: () => '' };
  let totals: ReportTotals = { images: 0, documents: 0, errors: 0, warnings: 0, hints: 0 };
  // What cannot begin prints nothing that would look like a report.
  let head = reporter.begin?.() ?? '';
  for await (const one of found) {
    const rows = await leftOf(one, accepts);
    totals = totalsOf(totals, one.images, rows);
    await print(head + documentIn(format, reporter, one, rows));
    head = '';
  }
  await print(head + (reporter.end?.(totals) ?? ''));
  return totals.errors > 0 || totals.warnings > maxWarnings ? EXIT.findings : EXIT.good;
}

async function leftOf({ path, rows }: Audited, accepts: Accepts): Promise<readonly ReportRow[]> {
  const isAccepted = await accepts(path);
  return isAccepted ? rows.filter((row) => !isAccepted(row)) : rows;
}

/** The formats that services put beside the files of a repository, which they name from its root on. */
const fromRoot: ReadonlySet<string> = new Set(['sarif', 'github']);

function documentIn(
  format: string,
  reporter: Reporter,
  { path, root }: Audited,
  rows: readonly ReportRow[],
): string {
  const working = absolute('.');
  const isInside = `${working}/`.startsWith(`${root}/`);
  const file = relativeTo(fromRoot.has(format) && isInside ? root : working, path);
  return reporter.document(
    file,
    rows.map((row) => ({ ...row, file })),
  );
}

async function* auditedBy(
  { paths, changed }: AuditRequest,
  auditor: Auditor,
  failed: (why: string) => void,
): AsyncGenerator<Audited> {
  const documents = documentsAt(paths, auditor, failed, changed);
  const found = inOrder(documents, concurrency, async ({ path, root }) => {
    try {
      return await auditor.audit(path, root);
    } catch (error) {
      if (error instanceof CliError) throw error;
      failed(`${relativeTo(absolute('.'), path)}: ${systemWords(error)}`);
      return undefined;
    }
  });
  for await (const one of found) if (one) yield one;
}

/** Lists all that is found, also what a baseline of before accepts: the file takes its place. */
async function writeBaseline(file: string, found: AsyncIterable<Audited>): Promise<number> {
  const path = absolute(file);
  const folder = folderOf(path);
  const all: ReportRow[] = [];
  for await (const one of found)
    all.push(...one.rows.map((row) => ({ ...row, file: pathFrom(folder, one.path) })));
  try {
    await writeFile(path, baselineText(all));
  } catch (error) {
    throw new CliError(`${file}: ${systemWords(error)}`);
  }
  say(`${all.length} ${all.length === 1 ? 'finding was' : 'findings were'} written to ${file}.`);
  return EXIT.good;
}

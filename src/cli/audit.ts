import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type Baseline, baselineText, parseBaseline, pathFrom } from '../core/docs/baseline/baseline.ts';
import { folderOf } from '../core/docs/files/paths.ts';
import { type Reporter, type ReportRow, type ReportTotals, totalsOf } from '../core/docs/report/report.ts';
import { REPORTERS } from '../core/docs/report/reporters.ts';
import { type Audited, Auditor, placeOf } from './auditor.ts';
import { documentsAt } from './documents.ts';
import { EXIT } from './exit.ts';
import { CliError, say, systemWords } from './failure.ts';
import { version } from './help.ts';
import { inOrder } from './inOrder.ts';
import type { AuditRequest } from './parseArguments.ts';
import { absolute, relativeTo, textIn } from './places.ts';

/** Documents that are read at the same time: most of it is waiting for the disk. */
const concurrency = 16;

/** Runs `audit`; the exit code. */
export async function audit(request: AuditRequest): Promise<number> {
  try {
    const failures: string[] = [];
    const code = await report(request, (failure) => {
      failures.push(failure);
      say(failure);
    });
    return failures.length > 0 ? EXIT.failed : code;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    say(error.message);
    return EXIT.failed;
  }
}

async function report(request: AuditRequest, failed: (why: string) => void): Promise<number> {
  const auditor = new Auditor();
  const accepted = await baselineOf(request, auditor);
  const reporter = reporterOf(request);
  const all: ReportRow[] = [];
  let totals: ReportTotals = { images: 0, documents: 0, errors: 0, warnings: 0, hints: 0 };
  await print(reporter.begin?.() ?? '');
  for await (const { path, images, rows } of auditedBy(request, auditor, failed)) {
    const isAccepted = accepted?.(path);
    const left = rows.filter((row) => !isAccepted?.(row));
    totals = totalsOf(totals, images, left);
    if (request.writeBaseline !== undefined) all.push(...left.map((row) => ({ ...row, file: path })));
    await print(reporter.document(left[0]?.file ?? relativeTo(absolute('.'), path), left));
  }
  await print(reporter.end?.(totals) ?? '');
  if (request.writeBaseline !== undefined) return writeBaseline(request.writeBaseline, all);
  return totals.errors > 0 || totals.warnings > request.maxWarnings ? EXIT.findings : EXIT.good;
}

function reporterOf({ format, writeBaseline: file }: AuditRequest): Reporter {
  const silent: Reporter = { document: () => '' };
  const color = process.stdout.isTTY === true && !process.env['NO_COLOR'];
  return (file === undefined ? REPORTERS[format]?.({ version, color }) : undefined) ?? silent;
}

/** Waits for a reader that is slower than we are. */
async function print(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
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

type Accepts = (path: string) => (row: ReportRow) => boolean;

/** The findings that are accepted: by the option, else by the configuration of each document. */
async function baselineOf({ baseline, paths }: AuditRequest, auditor: Auditor): Promise<Accepts | undefined> {
  const own = baseline === undefined ? undefined : await readBaseline(absolute(baseline));
  if (own) return own;
  const [first] = await Promise.all(paths.map(placeOf));
  const found = first && (await auditor.configOf(first.isFolder ? `${first.path}/` : first.path));
  const file = found?.config.baseline;
  return found && file !== undefined ? readBaseline(absolute(`${folderOf(found.path)}/${file}`)) : undefined;
}

async function readBaseline(path: string): Promise<Accepts> {
  const text = await textIn(path);
  if (text === undefined) throw new CliError(`The baseline ${path} does not exist, or cannot be read.`);
  const found: Baseline | undefined = parseBaseline(text);
  if (!found) throw new CliError(`${path} is no baseline: make one with --write-baseline.`);
  const folder = folderOf(path);
  return (file) => found.acceptedIn(pathFrom(folder, file));
}

async function writeBaseline(file: string, rows: readonly ReportRow[]): Promise<number> {
  const path = absolute(file);
  const folder = folderOf(path);
  try {
    await writeFile(path, baselineText(rows.map((row) => ({ ...row, file: pathFrom(folder, row.file) }))));
  } catch (error) {
    throw new CliError(`${file}: ${systemWords(error)}`);
  }
  say(`${rows.length} ${rows.length === 1 ? 'finding was' : 'findings were'} written to ${file}.`);
  return EXIT.good;
}

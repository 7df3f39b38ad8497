import type { AltAnswer } from '../../core/docs/altText/altAnswer.ts';
import type { ImageReference } from '../../core/docs/imageReference.ts';
import { plain } from '../../core/docs/report/terminal.ts';
import { FailureError, isAbort } from '../../core/errors.ts';
import { Auditor } from '../auditor.ts';
import { documentsAt } from '../documents.ts';
import { EXIT } from '../exit.ts';
import { CliError, ending, say, systemWords } from '../failure.ts';
import { OutputError, print } from '../output.ts';
import type { WriteRequest } from '../parseArguments.ts';
import { answerAll, type TaskResult, whyNot } from './answerAll.ts';
import { Asker } from './asker.ts';
import { isPatchable, patchOf, save, writtenInto } from './edits.ts';
import { createReadStyle } from './style.ts';
import { type Task, tasksIn, type WritableDocument } from './tasks.ts';

/** Runs `write`; the exit code. Ctrl+C ends it, and what was paid until then is kept for the next time. */
export async function write(request: WriteRequest, worker: URL): Promise<number> {
  const control = new AbortController();
  const interrupt = () => control.abort();
  process.once('SIGINT', interrupt);
  const { model, maxCost } = request;
  const left: string[] = [];
  let asker: Asker | undefined;
  try {
    asker = new Asker({ worker, model, maxCost });
    const documents = await writableDocuments(request, left, control.signal);
    if (request.mode === 'dry-run') await showEstimate(documents, asker, request, left, control.signal);
    else await writeAll(documents, asker, request, left, control.signal);
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence !== '') say(sentence);
    if (asker) sayPaid(asker, 'Run it again to go on, or with --max-cost 0 to write only these.');
    return EXIT.failed;
  } finally {
    process.off('SIGINT', interrupt);
    asker?.dispose();
  }
  for (const sentence of left) say(sentence);
  return left.length > 0 ? EXIT.findings : EXIT.good;
}

async function writableDocuments(
  { paths, mode }: WriteRequest,
  left: string[],
  signal: AbortSignal,
): Promise<readonly WritableDocument[]> {
  const auditor = new Auditor();
  const style = createReadStyle();
  const failed = (why: string) => left.push(why);
  const found: WritableDocument[] = [];
  for await (const document of documentsAt(paths, auditor, failed)) {
    signal.throwIfAborted();
    const one = await tasksIn(document, auditor, style).catch((error: unknown) => {
      if (error instanceof CliError) throw error;
      failed(`${document.path}: ${systemWords(error)}`);
    });
    if (!one) continue;
    left.push(...one.left);
    if (one.tasks.length === 0) continue;
    if (mode === 'patch' && !isPatchable(one))
      left.push(`${one.file} is not below the working folder, so no patch can name it.`);
    else found.push(one);
  }
  return found;
}

async function showEstimate(
  documents: readonly WritableDocument[],
  asker: Asker,
  { model }: WriteRequest,
  left: string[],
  signal: AbortSignal,
): Promise<void> {
  let [usd, asked, all, priced] = [0, 0, 0, true];
  for (const { file, tasks } of documents) {
    let many = 0;
    for (const task of tasks) {
      signal.throwIfAborted();
      const estimate = await asker.estimate(task).catch((error: unknown) => whyNot(file, task, error));
      if (typeof estimate === 'string') {
        left.push(estimate);
        continue;
      }
      many += 1;
      asked += estimate.known ? 0 : 1;
      usd += estimate.usd ?? 0;
      priced &&= estimate.usd !== undefined;
    }
    all += many;
    await print(`${plain(file)}: ${texts(many)}\n`);
  }
  const price = priced ? `at most about ${dollars(usd)}` : 'at a price that is not known';
  await print(`${texts(all)}, ${asked} of them to be asked of ${model}, ${price}. Nothing was sent.\n`);
}

async function writeAll(
  documents: readonly WritableDocument[],
  asker: Asker,
  { mode }: WriteRequest,
  left: string[],
  signal: AbortSignal,
): Promise<void> {
  const results = await answerAll(documents, asker, signal);
  const over = [...results.values()].filter((result) => 'overCap' in result).length;
  if (over > 0) left.push(`${texts(over)} left out, since asking would cost more than --max-cost.`);
  let written = 0;
  for (const document of documents) {
    const done = await writtenInto(document, answersIn(document, results, left));
    left.push(...done.left);
    if (done.count === 0) continue;
    const why =
      mode === 'patch' ? await print(patchOf(document, done.text)) : await save(document, done.text);
    if (why !== undefined) left.push(why);
    else written += done.count;
    // Whether somebody reads it or not, the others are written.
    if (mode === 'apply' && why === undefined)
      await print(`${plain(document.file)}: ${texts(done.count)}\n`).catch(() => undefined);
  }
  say(`${texts(written)} ${mode === 'apply' ? 'written' : 'in the patch'}.`);
  sayPaid(asker);
}

function answersIn(
  { tasks }: WritableDocument,
  results: ReadonlyMap<Task, TaskResult>,
  left: string[],
): ReadonlyMap<ImageReference, AltAnswer> {
  const found = new Map<ImageReference, AltAnswer>();
  for (const task of tasks) {
    const result = results.get(task);
    if (result && 'why' in result) left.push(result.why);
    if (result && 'answer' in result) found.set(task.reference, result.answer);
  }
  return found;
}

function sentenceFor(error: unknown): string {
  if (error instanceof CliError || error instanceof OutputError) return ending(error);
  if (isAbort(error)) return 'Interrupted; nothing was written.';
  if (error instanceof FailureError)
    return `The server could not be asked (${error.failure.kind}). ${error.failure.detail}`.trim();
  return systemWords(error);
}

function sayPaid({ asked, spent, isKept }: Asker, next = ''): void {
  if (asked === 0) return;
  const kept = isKept ? `usable answers are kept and not asked for again. ${next}` : 'nothing of it is kept.';
  say(`${asked} ${asked === 1 ? 'question' : 'questions'} for ${dollars(spent)}; ${kept}`.trim());
}

function texts(many: number): string {
  return `${many} alt ${many === 1 ? 'text' : 'texts'}`;
}

function dollars(usd: number): string {
  // The first two digits of a small sum, else cents.
  const small = { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
  const cents = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `$${usd.toLocaleString('en', usd > 0 && usd < 0.1 ? small : cents)}`;
}

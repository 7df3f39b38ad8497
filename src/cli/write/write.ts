import type { AltAnswer } from '../../core/docs/altText/altAnswer.ts';
import type { ImageReference } from '../../core/docs/imageReference.ts';
import { FailureError, isAbort } from '../../core/errors.ts';
import { Auditor } from '../auditor.ts';
import { documentsAt } from '../documents.ts';
import { EXIT } from '../exit.ts';
import { CliError, say, systemWords } from '../failure.ts';
import type { WriteRequest } from '../parseArguments.ts';
import { answerAll, type TaskResult } from './answerAll.ts';
import { Asker } from './asker.ts';
import { patchOf, save, writtenInto } from './edits.ts';
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
    const documents = await writableDocuments(request, left);
    if (request.mode === 'dry-run') await showEstimate(documents, asker, request);
    else await writeAll(documents, asker, request, left, control.signal);
  } catch (error) {
    say(sentenceFor(error));
    if (asker) sayPaid(asker);
    return EXIT.failed;
  } finally {
    process.off('SIGINT', interrupt);
    asker?.dispose();
  }
  for (const sentence of left) say(sentence);
  return left.length > 0 ? EXIT.findings : EXIT.good;
}

async function writableDocuments(
  { paths }: WriteRequest,
  left: string[],
): Promise<readonly WritableDocument[]> {
  const auditor = new Auditor();
  const style = createReadStyle();
  const failed = (why: string) => left.push(why);
  const found: WritableDocument[] = [];
  for await (const document of documentsAt(paths, auditor, failed)) {
    const one = await tasksIn(document, auditor, style).catch((error: unknown) => {
      if (error instanceof CliError) throw error;
      failed(`${document.path}: ${systemWords(error)}`);
    });
    if (!one) continue;
    left.push(...one.left);
    if (one.tasks.length > 0) found.push(one);
  }
  return found;
}

async function showEstimate(
  documents: readonly WritableDocument[],
  asker: Asker,
  { model }: WriteRequest,
): Promise<void> {
  let [usd, asked, all, priced] = [0, 0, 0, true];
  for (const { file, tasks } of documents) {
    for (const task of tasks) {
      const estimate = await asker.estimate(task);
      all += 1;
      asked += estimate.known ? 0 : 1;
      usd += estimate.usd ?? 0;
      priced &&= estimate.usd !== undefined;
    }
    process.stdout.write(`${file}: ${texts(tasks.length)}\n`);
  }
  const price = priced ? `at most about ${dollars(usd)}` : 'at a price that is not known';
  process.stdout.write(
    `${texts(all)}, ${asked} of them to be asked of ${model}, ${price}. Nothing was sent.\n`,
  );
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
    const found = answersIn(document, results, left);
    const done = await writtenInto(document, found);
    left.push(...done.left);
    if (done.count === 0) continue;
    if (mode === 'patch') process.stdout.write(patchOf(document, done.text));
    const why = mode === 'apply' ? await save(document, done.text) : undefined;
    if (why !== undefined) left.push(why);
    else written += done.count;
    if (mode === 'apply' && why === undefined)
      process.stdout.write(`${document.file}: ${texts(done.count)}\n`);
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
  if (error instanceof CliError) return error.message;
  if (isAbort(error)) return 'Interrupted; nothing was written.';
  if (error instanceof FailureError)
    return `The server could not be asked (${error.failure.kind}). ${error.failure.detail}`.trim();
  return systemWords(error);
}

function sayPaid(asker: Asker): void {
  const many = asker.asked;
  if (many > 0)
    say(
      `${many} ${many === 1 ? 'question' : 'questions'} for ${dollars(asker.spent)}; the answers are kept and not asked for again.`,
    );
}

function texts(many: number): string {
  return `${many} alt ${many === 1 ? 'text' : 'texts'}`;
}

function dollars(usd: number): string {
  return `$${usd < 0.1 ? usd.toPrecision(2) : usd.toFixed(2)}`;
}

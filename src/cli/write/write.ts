import type { AltAnswer } from '../../core/docs/altText/altAnswer.ts';
import type { ImageReference } from '../../core/docs/imageReference.ts';
import { FailureError, type FailureKind, isAbort } from '../../core/errors.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import { Auditor } from '../auditor.ts';
import { documentsAt } from '../documents.ts';
import { EXIT } from '../exit.ts';
import { CliError, say, systemWords } from '../failure.ts';
import { inOrder } from '../inOrder.ts';
import type { WriteRequest } from '../parseArguments.ts';
import { Asker } from './asker.ts';
import { patchOf, save, writtenInto } from './edits.ts';
import { createReadStyle } from './style.ts';
import { type Task, tasksIn, type WritableDocument } from './tasks.ts';

/** Images that are asked about at the same time. */
const concurrency = 3;

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
  const answers = new Map<WritableDocument, Map<ImageReference, AltAnswer>>();
  const over = await answerAll(documents, asker, answers, left, signal);
  if (over > 0) left.push(`${texts(over)} left out, since asking would cost more than --max-cost.`);
  let written = 0;
  for (const [document, found] of answers) {
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

/** How many were left out because of their price. */
async function answerAll(
  documents: readonly WritableDocument[],
  asker: Asker,
  answers: Map<WritableDocument, Map<ImageReference, AltAnswer>>,
  left: string[],
  signal: AbortSignal,
): Promise<number> {
  let over = 0;
  const tasks = documents.flatMap((document) => document.tasks.map((task) => ({ document, task })));
  const answered = inOrder(toAsync(tasks), concurrency, async ({ document, task }) => {
    signal.throwIfAborted();
    return { document, task, result: await answerOf(document, task, asker, signal) };
  });
  for await (const { document, task, result } of answered) {
    if (typeof result === 'string') left.push(result);
    else if ('overCap' in result) over += 1;
    else {
      const found = answers.get(document) ?? new Map<ImageReference, AltAnswer>();
      answers.set(document, found.set(task.reference, result.answer));
    }
  }
  return over;
}

/** A fault of one image does not keep the others from their texts: it is told in a sentence. */
async function answerOf({ file }: WritableDocument, task: Task, asker: Asker, signal: AbortSignal) {
  try {
    return await asker.answer(task, signal);
  } catch (error) {
    const place = `${file}:${task.reference.line + 1}: ${task.reference.source.text}`;
    if (error instanceof RefusalError) return `${place} cannot be sent: ${error.message}.`;
    if (error instanceof FailureError && ofImage.has(error.failure.kind))
      return `${place} has no answer: ${error.failure.kind}. ${error.failure.detail}`.trim();
    throw error;
  }
}

const ofImage: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'imageRefused',
  'noImageLeft',
  'refusal',
  'outputLimit',
  'emptyAnswer',
]);

async function* toAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
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

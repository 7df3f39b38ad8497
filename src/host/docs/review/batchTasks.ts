import { altJob } from '../../../core/docs/altText/altJob.ts';
import { type AnsweredBy, answerKey } from '../../../core/docs/altText/answerCache.ts';
import type { BatchEngine, BatchTask } from '../../../core/docs/batch/batchEngine.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import { imageIdentity } from '../source/documentImage.ts';
import { resolveImage } from '../source/resolveImage.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import type { FindAltSettings } from '../write/altSettings.ts';
import { batchWords } from './batchWords.ts';
import { locateOrWhy } from './reviewRows.ts';

/** Rows whose documents and images are read at the same time. */
const atOnce = 8;

export interface TaskDependencies
  extends Pick<DocsDependencies, 'questions' | 'answers' | 'answeredBy' | 'altSettings'> {
  readonly dispatch: BatchEngine['dispatch'];
}

/**
 * The questions about rows. Those with a caption, or with an answer that is kept, are answered at once; those whose image
 * is gone or cannot be read have failed.
 */
export async function tasksOf(
  dependencies: TaskDependencies,
  rows: readonly ReviewRow[],
  signal: AbortSignal,
): Promise<readonly BatchTask[]> {
  const { dispatch, answeredBy, altSettings } = dependencies;
  const context = { by: answeredBy(), findFile: createFindFile(), settingsOf: altSettings() };
  const tasks = new Map<string, BatchTask>();
  await forEachConcurrent(rows, atOnce, signal, async (row, until) => {
    try {
      const task = await taskOf(dependencies, context, row, until);
      if (task) tasks.set(row.id, task);
    } catch (error) {
      until.throwIfAborted();
      const problem = batchWords.leftOut(row.image.name, error);
      if (problem === undefined) throw error;
      dispatch({ type: 'failed', row: row.id, problem });
    }
  });
  return rows.flatMap(({ id }) => tasks.get(id) ?? []);
}

interface TaskContext {
  readonly by: AnsweredBy;
  readonly findFile: ReturnType<typeof createFindFile>;
  readonly settingsOf: FindAltSettings;
}

/** Undefined for a row that is settled without a question. */
async function taskOf(
  { questions, answers, dispatch }: TaskDependencies,
  { by, findFile, settingsOf }: TaskContext,
  row: ReviewRow,
  signal: AbortSignal,
): Promise<BatchTask | undefined> {
  const location = await locateOrWhy(row);
  if (typeof location === 'string') {
    dispatch({ type: 'failed', row: row.id, problem: location });
    return undefined;
  }
  const { parsed, reference } = location;
  const image = await resolveImage(location, signal, findFile);
  const job = altJob(reference, { ...(await settingsOf(parsed.document.uri)), captions: true });
  const key = 'alt' in job ? undefined : await answerKey(await imageIdentity(image, signal), job, by);
  const answer = 'alt' in job ? job : key && (await answers.get(key));
  if (answer) dispatch({ type: 'answered', row: row.id, answer });
  if (answer || 'alt' in job || !key) return undefined;
  return { row: row.id, key, build: (until) => questions.request(image, job, until) };
}

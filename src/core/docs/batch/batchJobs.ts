import type { AnswerRequest } from '../../api/answerTypes.ts';
import type { BatchTask } from './batchEngine.ts';

/** A request of a batch, before its image is prepared. */
export interface BatchJob {
  /** Their key, by which the batch calls it. */
  readonly id: string;
  /** Ids of the rows that its answer is for. */
  readonly rows: readonly string[];
  readonly build: (signal: AbortSignal) => Promise<AnswerRequest>;
}

/** One job for all tasks with the same key, in the order of the first of each. */
export function jobsOf(tasks: readonly BatchTask[]): readonly BatchJob[] {
  const jobs = new Map<string, { readonly rows: string[]; readonly build: BatchTask['build'] }>();
  for (const { key, row, build } of tasks) {
    const known = jobs.get(key);
    if (known) known.rows.push(row);
    else jobs.set(key, { rows: [row], build });
  }
  return [...jobs].map(([id, job]) => ({ id, ...job }));
}

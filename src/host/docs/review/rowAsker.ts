import type { AskEvent } from '../../../core/ask/question.ts';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import { Faults } from '../../../core/docs/altText/answerFault.ts';
import type { Wait } from '../../../core/docs/review/pacedRun.ts';
import type { ReviewEvent, ReviewRow } from '../../../core/docs/review/review.ts';
import type { DocsDependencies } from '../dependencies.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { resolveImage } from '../source/resolveImage.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import { type AltPlace, type AltTask, askAlt } from '../write/askAlt.ts';
import { locateOrWhy } from './reviewRows.ts';
import { rowFault } from './rowFault.ts';

export interface RowAskerOptions {
  readonly dependencies: Omit<DocsDependencies, 'review' | 'offersBatches' | 'status'>;
  /** A row as it is now. */
  readonly row: (id: string) => ReviewRow | undefined;
  readonly dispatch: (event: ReviewEvent) => void;
  /** The server asks to wait. */
  readonly hold?: (wait: Wait) => void;
}

interface LocatedRow {
  readonly row: ReviewRow;
  readonly location: ImageLocation;
}

/** Asks about rows, an image at a time. It remembers what it has found out: make one for each run. */
export class RowAsker {
  readonly #options: RowAskerOptions;
  readonly #findFile = createFindFile();
  readonly #settingsOf: ReturnType<DocsDependencies['altSettings']>;
  readonly #faults = new Faults();

  constructor(options: RowAskerOptions) {
    this.#options = options;
    this.#settingsOf = options.dependencies.altSettings();
  }

  /**
   * Asks about rows that show one image. The faults of the image become those of its rows.
   *
   * @throws FailureError for a fault that others would have as well; the reason of `signal`.
   */
  async ask(ids: readonly string[], signal: AbortSignal, again?: AltTask['again']): Promise<void> {
    const rows = ids.flatMap((id) => this.#options.row(id) ?? []);
    // After a wait, what was answered before it stays.
    const open = rows.filter(({ status }) => again || status === 'waiting' || status === 'asking');
    this.#options.dispatch({ type: 'asking', rows: open.map(({ id }) => id) });
    const located = await this.#locate(open);
    if (located.length > 0) await this.#askLocated(located, signal, again);
  }

  /** One row after the other: from the second on, the server has the image in its cache. */
  async #askLocated(
    located: readonly LocatedRow[],
    signal: AbortSignal,
    again: AltTask['again'],
  ): Promise<void> {
    const { dispatch, hold } = this.#options;
    let answered = 0;
    const step = (done: number, answer: AltAnswer) => {
      answered = done;
      this.#faults.answered();
      const row = located[done - 1]?.row;
      if (row) dispatch({ type: 'answered', row: row.id, answer });
    };
    const emit = (event: AskEvent) => {
      if (event.type === 'retrying') hold?.(event);
    };
    const spent = (usd: number) => dispatch({ type: 'spent', usd });
    try {
      const task = { ...(await this.#taskOf(located, signal)), ...(again && { again }) };
      await askAlt(this.#options.dependencies, { ...task, captions: true, step, emit, spent }, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#failed(located.slice(answered), error);
    }
  }

  async #taskOf(
    located: readonly LocatedRow[],
    signal: AbortSignal,
  ): Promise<Pick<AltTask, 'image' | 'places'>> {
    const places: AltPlace[] = [];
    for (const { location } of located)
      places.push({
        reference: location.reference,
        settings: await this.#settingsOf(location.parsed.document.uri),
      });
    const [first] = located;
    if (!first) throw new RangeError('no row');
    return { image: await resolveImage(first.location, signal, this.#findFile), places };
  }

  #failed(rows: readonly LocatedRow[], error: unknown): void {
    const name = rows[0]?.row.image.name ?? '';
    const found = rowFault(name, error);
    if (!found) throw error;
    for (const { row } of rows)
      this.#options.dispatch({ type: 'failed', row: row.id, problem: found.problem });
    if (this.#faults.ends(found.fault)) throw error;
  }

  /** The rows whose place is still there; the others have failed. */
  async #locate(rows: readonly ReviewRow[]): Promise<readonly LocatedRow[]> {
    const found = await Promise.all(rows.map(async (row) => ({ row, found: await locateOrWhy(row) })));
    return found.flatMap(({ row, found: location }) => {
      if (typeof location !== 'string') return [{ row, location }];
      this.#options.dispatch({ type: 'failed', row: row.id, problem: location });
      return [];
    });
  }
}

/** Ids of rows by the image they show, in the order of the first of each. */
export function rowsByImage(rows: readonly ReviewRow[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const { id, image } of rows) {
    const key = image.uri ?? id;
    const group = groups.get(key) ?? [];
    group.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

import { emptyFilter, type Filter } from './filter.ts';

/** What outlives the page, which the editor throws away whenever its tab is hidden. */
export interface PageState {
  /** Id of the review: after a reload the editor brings the tab back with it. */
  readonly review: string | undefined;
  readonly filter: Filter;
  /** Id of the row that the keys are for. */
  readonly current: string | undefined;
}

export function readPageState(state: unknown): Pick<PageState, 'filter' | 'current'> {
  const { filter, current } = record(state);
  const words = Object.entries(record(filter)).filter(
    ([name, value]) => name in emptyFilter && typeof value === 'string',
  );
  return {
    filter: { ...emptyFilter, ...Object.fromEntries(words) },
    current: typeof current === 'string' ? current : undefined,
  };
}

function record(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

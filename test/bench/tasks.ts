import type { CDPSession } from 'playwright-core';

/** A task of a page's main thread, in milliseconds. */
export interface Task {
  /** When it began, in the clock of the trace. */
  readonly began: number;
  /** From its beginning to its end: on a busy machine other processes are in it. */
  readonly lasted: number;
  /** What it computed. */
  readonly computed: number;
}

/** The tasks of a page's main thread while something runs, as the browser traces them, and when the page set its marks. */
export async function tasksWhile(
  session: CDPSession,
  run: () => Promise<unknown>,
): Promise<{ readonly tasks: readonly Task[]; readonly marks: readonly number[] }> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
      excludedCategories: ['*'],
    },
  });
  await run();
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args['name'] === 'CrRendererMain')
      .map(thread),
  );
  const tasks = events
    .filter((event) => event.name === 'RunTask' && event.ph === 'X' && threads.has(thread(event)))
    .map(({ ts, dur = 0, tdur = 0 }) => ({ began: ts, lasted: dur / 1000, computed: tdur / 1000 }));
  return { tasks, marks: events.filter(({ name }) => name === pageMark).map(({ ts }) => ts) };
}

/** The name of `performance.mark` in the page. */
export const pageMark = 'bench';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds, of the clock and of the thread. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: Readonly<Record<string, unknown>>;
}

function thread({ pid, tid }: TraceEvent): string {
  return `${pid}.${tid}`;
}

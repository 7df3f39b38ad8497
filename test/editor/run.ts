import { runHost } from './runHost.ts';
import { runWorkbench } from './runWorkbench.ts';

/** `run.ts newest|oldest host|workbench [FILE…]` runs one suite in one editor. */
const [lane, suite, ...files] = process.argv.slice(2);
if ((lane !== 'newest' && lane !== 'oldest') || (suite !== 'host' && suite !== 'workbench'))
  throw new Error('Usage: run.ts newest|oldest host|workbench [FILE…]');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const { failed } = suite === 'host' ? await runHost(lane) : await runWorkbench(lane, files);
// The connections of a closed browser must not hold up the run.
process.exit(failed > 0 ? 1 : 0);

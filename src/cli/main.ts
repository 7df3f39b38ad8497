#!/usr/bin/env node
import { EXIT } from './exit.ts';
import { run } from './run.ts';

// Who writes is told of what became of it. Without these, a reader that has seen enough, such as `head`, would end everything.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

process.on('uncaughtException', (error) => {
  // Not 1, which says that there are findings.
  process.stderr.write(`ask-claude-images: ${error.stack}\n`, () => process.exit(EXIT.failed));
});
process.exitCode = await run(process.argv.slice(2), new URL('./worker.js', import.meta.url));

#!/usr/bin/env node
import { run } from './run.ts';

// A reader such as `head` that has seen enough closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
process.exitCode = await run(process.argv.slice(2), new URL('./worker.js', import.meta.url));

import fc from 'fast-check';
import { reportPath, runSuite, testFiles } from './launch/suite.ts';

// Every run of the tests tries the same cases, so that it is the code that makes one fail. The nightly run draws new ones.
if (!process.env['FUZZ_CASES']) fc.configureGlobal({ seed: 20261122 });

/** Everything that runs in plain Node. Arguments name folders of test/, e.g. `core host`. */
const rooms = process.argv.length > 2 ? process.argv.slice(2) : ['house', 'core', 'host', 'webview'];
const files = await Promise.all(rooms.map((room) => testFiles(`test/${room}`)));
const { failed } = await runSuite(files.flat(), reportPath('unit'), { timeout: 10_000 });
// A test that leaves a handle open must not hold up the run.
process.exit(failed > 0 ? 1 : 0);

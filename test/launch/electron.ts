import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { writeSamples } from '../samples/write.ts';
import { prepareHostSuite } from './hostSuite.ts';

/** `electron.ts [VERSION]` runs the extension host's suite in a desktop VS Code, which it downloads: stable by default. */
const version = process.argv[2] ?? 'stable';
const suite = await prepareHostSuite('electron-host');
const workspace = await mkdtemp(join(tmpdir(), 'ask-claude-samples-'));
await writeSamples(workspace);
try {
  await runTests({
    version,
    extensionDevelopmentPath: resolve('.'),
    extensionTestsPath: suite.tests,
    extensionTestsEnv: suite.env,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  // A failed test ends the editor with this error too, and the report says more.
  console.error(error);
}
const { failed } = await suite.finish();
await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
process.exitCode = failed > 0 ? 1 : 0;

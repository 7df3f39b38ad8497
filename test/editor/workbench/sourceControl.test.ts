import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { run } from '../../launch/command.ts';
import { choose, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

/** A repository in which one image has changed since the last commit. */
async function commitAndChange(workspace: string): Promise<void> {
  const git = (...args: string[]) => run('git', args, workspace);
  await git('init', '--quiet');
  await git('add', '.');
  await git('-c', 'user.name=Tide', '-c', 'user.email=tide@example.org', 'commit', '--quiet', '-m', 'Begin');
  await copyFile(join(workspace, 'images/dashboard.png'), join(workspace, 'images/berths.png'));
}

describe('an image that has changed since the last commit', () => {
  const scene = useScene({ fill: commitAndChange });

  it('is asked about from the tab of its comparison', async () => {
    const { page, talk } = scene;
    await runCommand(page, 'Source Control: Focus on Changes View');
    await page
      .locator('.scm-view')
      .getByRole('treeitem', { name: /^berths\.png/ })
      .click();
    await page.getByRole('tab', { name: /^berths\.png \(Working Tree\)/ }).click({ button: 'right' });
    await choose(page, 'Ask Claude');
    await talk.attached('berths.png').waitFor();
  });
});

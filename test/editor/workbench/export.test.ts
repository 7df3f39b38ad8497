import { describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { choose, menuItem } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

describe('a conversation is exported', () => {
  const scene = useScene();

  it('not while there is none', async () => {
    const { page, talk } = scene;
    await scene.attach('coast.jpg');
    await openMore();
    await menuItem(page, 'Export Conversation')
      .and(page.locator('.disabled, [aria-disabled=true]'))
      .waitFor();
    await page.keyboard.press('Escape');
    await talk.attached('coast.jpg').waitFor();
  });

  it('as a Markdown document with its images, answers and cost', async () => {
    const { page, talk, emulator } = scene;
    emulator.script(answer('# Harbour\n\nAt dawn.'));
    const turn = await talk.ask('What is it?');
    await turn.getByText('At dawn.', { exact: true }).waitFor();
    await openMore();
    await choose(page, 'Export Conversation');
    const line = (text: string | RegExp) =>
      page.locator('.editor-instance .view-line').filter({ hasText: text });
    await line(/^#.About.coast\.jpg$/).waitFor();
    await line(/^##.1\..What.is.it\?$/).waitFor();
    await line('[coast.jpg](images/coast.jpg)').waitFor();
    await line(/^###.Harbour$/).waitFor();
    await line(/tokens.in,.\d+.out.·.\$/).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Markdown' }).first().waitFor();
  });

  /** The menu behind the three dots in the title of the view. */
  async function openMore(): Promise<void> {
    const { page } = scene;
    await page
      .locator('.part.auxiliarybar')
      .getByRole('button', { name: /More Actions/ })
      .click();
  }
});

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { reload, review, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';
import { questions } from '../sent.ts';

describe('a review whose window is reloaded while answers are on their way', () => {
  const places = 8;
  const page = Array.from(
    { length: places },
    (_, index) => `# Place ${index}\n\n![](../images/${index}.png)\n`,
  );
  const scene = useScene({
    fill: async (workspace) => {
      const picture = await readFile(join(workspace, 'images', 'coast.jpg'));
      for (let index = 0; index < places; index += 1)
        await writeFile(join(workspace, 'images', `${index}.png`), picture);
      await writeFile(join(workspace, 'docs', 'many.md'), page.join('\n'));
    },
  });

  it('keeps these, asks about the others when it goes on, and pays for none twice', async () => {
    const { page: window, emulator } = scene;
    const text = JSON.stringify({ alt: 'Quay', decorative: false, confidence: 'high' });
    emulator.play(() => ({ kind: 'answer', text, held: true }));
    await runCommand(window, 'Ask Claude: Audit Alt Text');
    await window.getByRole('button', { name: 'Write Alt Texts…' }).click();
    await window.locator('.monaco-dialog-box').getByRole('button', { name: 'Write Alt Texts' }).click();
    await emulator.request(2);
    const releasing = setInterval(() => emulator.release(), 200);
    try {
      await reload(window);
      await runCommand(window, 'Ask Claude: Review Alt Texts');
      const goOn = review(window).getByRole('button', { name: /^Ask about \d+ more$/ });
      await goOn.click();
      await review(window)
        .locator('.progress', { hasText: /^(\d+) of \1 answered$/ })
        .waitFor();
    } finally {
      clearInterval(releasing);
    }
    const asked = questions(emulator).map(({ body }) => JSON.stringify(body));
    for (let index = 0; index < places; index += 1)
      assert.equal(
        asked.filter((body) => body.includes(`Place ${index}\\n</headings>`)).length,
        1,
        `Place ${index}`,
      );
  });
});

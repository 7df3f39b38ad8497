import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { answer, status } from '../../emulator/faults.ts';
import { notification, openFile, reload, review, runCommand } from '../../launch/workbench.ts';
import { useScene } from '../scene.ts';

describe('alt texts at half the price', () => {
  const count = 24;
  /** A document that shows one picture in many places. */
  const page = (name: string) =>
    Array.from({ length: count }, (_, index) => `Place ${name}${index}.\n\n![](../images/coast.jpg)\n`).join(
      '\n',
    );
  const scene = useScene({
    fill: (workspace) => writeFile(join(workspace, 'docs', 'many.md'), page('A')),
  });
  const frame = () => review(scene.page);
  const dialog = () => scene.page.locator('.monaco-dialog-box');
  const sent = (path: RegExp) => scene.emulator.requests.filter((request) => path.test(request.path));
  const allAnswered = () =>
    frame()
      .locator('.progress', { hasText: /^(\d+) of \1 answered$/ })
      .waitFor();
  const ask = async () => {
    await runCommand(scene.page, 'Ask Claude: Audit Alt Text');
    await scene.page.getByRole('button', { name: 'Write Alt Texts…' }).last().click();
    await dialog().getByRole('button', { name: 'Write at Half Price' }).click();
  };

  before(() => {
    scene.emulator.play(({ question }) => {
      // The nearest place before the image.
      const place = /<text_before>[\s\S]*Place (\w+)\.\s*<\/text_before>/.exec(question)?.[1] ?? 'elsewhere';
      return answer(JSON.stringify({ alt: `Seen at ${place}`, decorative: false, confidence: 'high' }));
    });
  });

  it('are offered with their price, and sent in one batch', async () => {
    const { page: window, emulator } = scene;
    await runCommand(window, 'Ask Claude: Audit Alt Text');
    await window.getByRole('button', { name: 'Write Alt Texts…' }).click();
    await dialog()
      .getByText(/At half price, \$[\d.]+, they go through Message Batches/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Write at Half Price' }).click();
    await emulator.request(0, '/v1/messages/batches');
    await frame()
      .getByText(/^Batch: 0 of \d+ done$/)
      .waitFor();
    await frame().getByRole('button', { name: 'Cancel Batch' }).waitFor();
    await frame().getByPlaceholder('The batch will bring its text').first().waitFor();
    assert.deepEqual(sent(/results$/), []);
  });

  it('arrive after a reload, each in its place, and nothing is asked twice', async () => {
    await reload(scene.page);
    await runCommand(scene.page, 'Ask Claude: Review Alt Texts');
    await allAnswered();
    await frame()
      .getByText(/^Batch: /)
      .waitFor({ state: 'detached' });
    const box = frame().getByRole('textbox', { name: 'Alt text of coast.jpg' });
    const texts = await Promise.all((await box.all()).map((one) => one.inputValue()));
    assert.ok(texts.includes('Seen at A0') && texts.includes('Seen at A1'), texts.join());
    assert.equal(sent(/batches$/).length, 1);
    assert.deepEqual(sent(/^\/v1\/messages$/), []);
    await frame()
      .getByText(/^\$[\d.]+ so far$/)
      .waitFor();
  });

  it('are kept for the next batch, which can be canceled', async () => {
    const { workspace, emulator } = scene;
    await writeFile(join(workspace, 'docs', 'more.md'), page('B'));
    await ask();
    const { body } = await emulator.request(1, '/v1/messages/batches');
    const asked = JSON.stringify(body);
    assert.ok(asked.includes('Place B23') && !asked.includes('Place A5.'));
    await frame().getByRole('button', { name: 'Cancel Batch' }).click();
    await frame()
      .getByRole('button', { name: `Ask about ${count} more` })
      .waitFor();
    assert.equal(sent(/cancel$/).length, 1);
  });

  it('are waited for after a reload though no tab shows them, and announced', async () => {
    const { page: window, emulator } = scene;
    await frame()
      .getByRole('button', { name: `Ask about ${count} more` })
      .click();
    await dialog().getByRole('button', { name: 'Write at Half Price' }).click();
    await emulator.request(2, '/v1/messages/batches');
    await frame()
      .getByText(/^Batch: 0 of \d+ done$/)
      .waitFor();
    await runCommand(window, 'View: Close All Editors');
    await reload(window);
    await openFile(window, 'README.md');
    const done = notification(window, /The batch is done: .* (\d+) of \1 answered\./);
    await done.getByRole('button', { name: 'Review Alt Texts' }).click();
    await allAnswered();
    assert.equal(sent(/batches$/).length, 3);
  });

  it('are asked for at once where the server has no batches, if that is wanted', async () => {
    const { page: window, workspace, emulator } = scene;
    await runCommand(window, 'View: Close All Editors');
    await writeFile(join(workspace, 'docs', 'most.md'), page('C'));
    emulator.script({ ...status(404, 'Not found'), path: '/v1/messages/batches' });
    await ask();
    await notification(window, /has no Message Batches/)
      .getByRole('button', { name: 'Ask at Once' })
      .click();
    await allAnswered();
    assert.equal(sent(/^\/v1\/messages$/).length, count);
  });
});

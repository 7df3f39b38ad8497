import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { panels } from './panels.ts';
import { emptyState, image, turn } from './states.ts';

describe('what assistive technology finds', () => {
  const open = panels();

  it('is named as other tools rely on', async () => {
    const { page, show } = await open();
    const { thumbnail: _, ...unseen } = image('photo.tiff');
    await show(emptyState({ images: [image('chart.png'), unseen], turns: [turn('a', { answer: 'Yes.' })] }));
    for (const name of [
      'Send',
      'Copy',
      'Insert',
      'Retry',
      'New conversation',
      'Remove chart.png',
      'Remove photo.tiff',
    ])
      assert.equal(await page.getByRole('button', { name, exact: true }).count(), 1, name);
    assert.equal(await page.getByRole('textbox', { name: 'Ask about the images', exact: true }).count(), 1);
    assert.equal(await page.getByRole('log', { name: 'Conversation', exact: true }).count(), 1);
    assert.equal(await page.getByRole('img', { name: 'chart.png', exact: true }).count(), 1);
    assert.equal(await page.getByRole('img', { name: 'photo.tiff', exact: true }).count(), 1);
    await show(emptyState({ running: true }));
    assert.equal(await page.getByRole('button', { name: 'Stop', exact: true }).count(), 1);
    assert.equal(await page.getByRole('button', { name: 'Send', exact: true }).count(), 0);
  });

  it('marks the places of an answer that could not be read, and not those of code blocks', async () => {
    const { page, show } = await open();
    const answer = 'Pier [unclear] of **12 [unclear]**\n\n- `[unclear]`\n\n```\n[unclear]\n```';
    await show(emptyState({ turns: [turn('a', { answer })] }));
    const marks = await page.locator('.answer mark.unclear').allTextContents();
    assert.deepEqual(marks, ['[unclear]', '[unclear]', '[unclear]']);
  });

  it('has landmarks, a heading for every question, and the answer below it', async () => {
    const { page, show } = await open();
    await show(
      emptyState({
        recipes: [],
        turns: [
          turn('a', { question: 'What is it?', answer: '# A chart\n\nof *sales*', images: [image('x.png')] }),
        ],
      }),
    );
    const outline = await page.locator('body').ariaSnapshot();
    assert.equal(
      outline,
      `- banner:
  - heading "Ask Claude" [level=1]
  - 'button "Model: claude-sonnet-5-5"': claude-sonnet-5-5
  - button "Show conversations"
  - button "New conversation"
  - text: Key from ANTHROPIC_API_KEY
- main:
  - log "Conversation":
    - article "What is it?":
      - heading "What is it?" [level=2]
      - button "Edit question"
      - list "Images of this question":
        - listitem:
          - img "x.png"
          - button "View x.png"
          - text: x.png 3840 × 2160, 1.2 MB
      - heading "A chart" [level=3]
      - paragraph:
        - text: of
        - emphasis: sales
      - button "Copy"
      - button "Insert"
      - button "Retry"
      - button "Ask another model"
- form "Question":
  - textbox "Ask about the images":
    - /placeholder: Ask a follow-up question
  - button "Add images…"
  - button "Send"
- status`,
    );
  });

  it('hears of events, not of every token', async () => {
    const { page, show } = await open();
    const heard = () => page.getByRole('status').textContent();
    await show(emptyState({ turns: [turn('a', { status: 'waiting' })], running: true }));
    assert.equal(await heard(), '');
    assert.equal(await page.getByRole('log').getAttribute('aria-live'), 'off');
    await show(emptyState({ turns: [turn('a', { status: 'streaming', answer: 'It' })], running: true }));
    assert.equal(await heard(), 'Answer started.');
    assert.equal(await page.getByRole('article').getAttribute('aria-busy'), 'true');
    await show(emptyState({ turns: [turn('a', { status: 'streaming', answer: 'It is' })], running: true }));
    assert.equal(await heard(), 'Answer started.');
    await show(emptyState({ turns: [turn('a', { status: 'done', answer: 'It is.' })] }));
    assert.equal(await heard(), 'Answer finished.');
    assert.equal(await page.getByRole('article').getAttribute('aria-busy'), 'false');
  });

  it('hears the same words again when they are news again', async () => {
    const { page, show } = await open();
    await show(emptyState({ turns: [turn('a', { answer: '`a`\n\n```\nx\n```' })] }));
    await page.getByRole('button', { name: 'Copy code' }).click();
    const first = await page.getByRole('status').textContent();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    const second = await page.getByRole('status').textContent();
    assert.equal(first, 'Copied.');
    assert.equal(second?.trim(), 'Copied.');
    assert.notEqual(first, second);
  });

  it('keeps the name of an image whose file has gone', async () => {
    const { page, show } = await open();
    await show(emptyState({ images: [image('gone.png', { thumbnail: 'data:image/png;base64,AAAA' })] }));
    await page.locator('img.broken').waitFor();
    assert.equal(await page.getByRole('img', { name: 'gone.png' }).count(), 1);
    await show(emptyState({ images: [image('gone.png')] }));
    await page.locator('img:not(.broken)').waitFor();
  });

  it('is told of a problem, a failure and its remedy in words', async () => {
    const { page, show } = await open();
    const failure = {
      text: 'The key was refused.',
      remedy: 'Set another one.',
      actions: [],
      detail: 'status 401',
    };
    await show(
      emptyState({
        images: [image('a.heic', { problem: 'a.heic cannot be read. Export it as JPEG.' })],
        turns: [turn('a', { status: 'failed', failure, notes: ['b.png was made smaller.'] })],
      }),
    );
    for (const text of [
      failure.text,
      failure.remedy,
      'b.png was made smaller.',
      'a.heic cannot be read. Export it as JPEG.',
    ])
      assert.equal(await page.getByText(text, { exact: true }).isVisible(), true, text);
    assert.equal(await page.getByText('status 401').isVisible(), false);
    await page.getByText('Details').click();
    assert.equal(await page.getByText('status 401').isVisible(), true);
  });
});

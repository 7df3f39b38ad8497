import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { conversationStates } from './conversationStates.ts';
import { panels } from './panels.ts';
import { emptyState, turn } from './states.ts';

const { subjects, nextIsNew } = conversationStates as Record<string, ReturnType<typeof emptyState>>;

describe('what a question carries', () => {
  const open = panels();

  it('is divided where a new subject begins, and joined and parted again by the keyboard', async () => {
    const { page, show, sent } = await open();
    await show(subjects!);
    const log = page.getByRole('log');
    assert.equal(await log.getByText('New subject', { exact: true }).count(), 1);
    await log.getByRole('button', { name: 'Join to the conversation above' }).focus();
    await page.keyboard.press('Enter');
    await log.getByRole('button', { name: 'Begin a new subject here' }).press('Enter');
    assert.deepEqual(await sent(), [
      { type: 'join', payload: { question: '2' } },
      { type: 'separate', payload: { question: '3' } },
    ]);
  });

  it('keeps the focus on the button that joins and parts', async () => {
    const { page, show } = await open();
    const both = (subject: 'new' | 'joined') => emptyState({ turns: [turn('1'), turn('2', { subject })] });
    await show(both('new'));
    await page.getByRole('button', { name: 'Join to the conversation above' }).focus();
    await show(both('joined'));
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent?.trim()),
      'Begin a new subject here',
    );
  });

  it('does not change for an answer that is arriving', async () => {
    const { page, show, sent } = await open();
    await show(
      emptyState({ running: true, turns: [turn('1'), turn('2', { subject: 'new', status: 'waiting' })] }),
    );
    await page.getByRole('button', { name: 'Join to the conversation above' }).click({ force: true });
    assert.deepEqual(await sent(), []);
  });

  it('is named at the question box, each image of earlier questions with a way to leave it out', async () => {
    const { page, show, sent } = await open();
    await show(subjects!);
    const along = page.getByRole('group', { name: 'Sent with the next question' });
    assert.deepEqual(await along.getByRole('listitem').locator('.name').allTextContents(), [
      'b.png',
      'before-the-redesign-of-the-orders-page.png',
      'c.png',
    ]);
    assert.match((await along.textContent()) ?? '', /Left out: saves up to 1,560 tokens, \$0\.0031/);
    await along.getByRole('button', { name: 'Leave out b.png' }).press('Enter');
    await along
      .getByRole('button', { name: 'Include before-the-redesign-of-the-orders-page.png again' })
      .press('Enter');
    await along.getByRole('button', { name: 'Begin a new subject' }).press('Enter');
    assert.deepEqual(
      (await sent()).map(({ type, payload }) => [type, payload]),
      [
        ['leaveOut', { image: 'b.png' }],
        ['takeBack', { image: 'before-the-redesign-of-the-orders-page.png' }],
        ['separate', {}],
      ],
    );
  });

  it('is nothing when the next question begins a new subject, which can be taken back', async () => {
    const { page, show, sent } = await open();
    await show(nextIsNew!);
    const along = page.getByRole('group', { name: 'Sent with the next question' });
    assert.match((await along.textContent()) ?? '', /New subject: nothing above is sent\./);
    await along.getByRole('button', { name: 'Join to the conversation above' }).click();
    assert.deepEqual(await sent(), [{ type: 'join', payload: {} }]);
  });
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { answer, calling, held, zoom } from '../../emulator/faults.ts';
import { pageOf, pictureOf } from '../../emulator/reader/page.ts';
import type { RecordedRequest } from '../../emulator/recording.ts';
import { button } from '../../launch/conversation.ts';
import { useScene } from '../scene.ts';

type Block = Readonly<Record<string, unknown>>;

/** The blocks of each message, without breakpoints of the cache and without thoughts. */
function said({ body }: RecordedRequest): readonly (readonly Block[])[] {
  const { messages } = body as { readonly messages: readonly { readonly content: readonly Block[] }[] };
  return messages.map(({ content }) =>
    content.filter(({ type }) => type !== 'thinking').map(({ cache_control: _, ...block }) => block),
  );
}

describe('closer looks', () => {
  const scene = useScene({
    fill: async (workspace) =>
      writeFile(join(workspace, 'images', 'tall.png'), await pictureOf(pageOf(1440, 6000, 2))),
  });

  it('are shown with a picture of each, above the answer', async () => {
    const { talk, emulator } = scene;
    await scene.attach('tall.png');
    emulator.script(
      calling('Let me look.', zoom(1, [300, 20, 500, 200])),
      calling('And there.', zoom(1, [0, 2000, 200, 2200])),
      answer('Nothing but bars.'),
    );
    const turn = await talk.ask('What stands there?');
    await turn.getByText('Nothing but bars.', { exact: true }).waitFor();
    const looks = turn.getByRole('list', { name: 'Closer looks' }).getByRole('listitem');
    assert.equal(await looks.count(), 2);
    await looks
      .nth(0)
      .getByText(/^Looked closer: \d+ × \d+, top$|top right$/)
      .waitFor();
    await looks
      .nth(1)
      .getByText(/^Looked closer: \d+ × \d+, bottom left$/)
      .waitFor();
    for (const at of [0, 1]) await looks.nth(at).locator('img').waitFor();
    await turn.getByText(/tokens in, \d+ out/).waitFor();
  });

  it('are repeated in a follow-up as they were', async () => {
    const { talk, emulator } = scene;
    emulator.script(answer('Still bars.'));
    const turn = await talk.ask('Sure?');
    await turn.getByText('Still bars.', { exact: true }).waitFor();
    const [before, after] = [said(await emulator.request(2)), said(await emulator.request(3))];
    assert.deepEqual(after.slice(0, before.length), before);
    assert.equal(before.length, 5);
  });

  it('stop where Stop is pressed, and the conversation goes on', async () => {
    const { talk, emulator } = scene;
    emulator.script(calling('One more.', zoom(1, [0, 0, 100, 100])), held('Never said'));
    const turn = await talk.ask('And the corner?');
    const request = await emulator.request(5);
    await button(talk.form, 'Stop').click();
    await request.closedByClient;
    await turn.getByText('Stopped.', { exact: true }).waitFor();
    assert.equal(await turn.getByRole('listitem').filter({ hasText: 'Looked closer' }).count(), 1);
    emulator.script(answer('It is white.'));
    const next = await talk.ask('So?');
    await next.getByText('It is white.', { exact: true }).waitFor();
  });
});

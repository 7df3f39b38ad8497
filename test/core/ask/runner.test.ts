import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer } from '../../../src/core/api/answerTypes.ts';
import { advance, emptyConversation, type RunEvent } from '../../../src/core/ask/conversation.ts';
import { createRunner } from '../../../src/core/ask/runner.ts';
import { imagesIn } from '../../editor/sent.ts';
import { answer, cut, errorMidStream, held, status, stopping } from '../../emulator/faults.ts';
import { fixture } from '../../fixtures/images.ts';
import { never } from '../../fixtures/pool.ts';
import { asked, lastOf, notesOf, useRunner } from './asking.ts';

interface SentMessage {
  readonly content: readonly {
    readonly type: string;
    readonly text?: string;
    readonly source?: { readonly media_type: string; readonly data: string };
    readonly cache_control?: unknown;
  }[];
}

describe('runner', () => {
  const asking = useRunner();

  const messagesOf = (request: number) =>
    (asking().emulator.requests[request]!.body as { messages: SentMessage[] }).messages;
  const contentOf = (request: number) => messagesOf(request)[0]!.content;
  const typesOf = (request: number) => contentOf(request).map((block) => block.type);
  const imagesOf = (request: number) => imagesIn(asking().emulator.requests[request]!);

  it('sends several images in their order, before the question', async () => {
    const { ask } = asking();
    const {
      answer: text,
      status: state,
      images,
    } = lastOf(await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']));
    assert.equal(state, 'done');
    assert.match(text, /no model/i);
    assert.deepEqual(typesOf(0), ['text', 'image', 'text', 'image', 'text']);
    assert.deepEqual(
      contentOf(0).flatMap((block) => block.source?.media_type ?? []),
      ['image/png', 'image/jpeg'],
    );
    assert.ok(images.every((image) => image.sent));
  });

  it('repeats the history, byte for byte, with every follow-up', async () => {
    const { ask, files } = asking();
    const first = await ask(emptyConversation, 'First?', ['a.png']);
    files.set('a.png', await fixture('gif'));
    const second = await ask(first, 'Second?');
    assert.equal(lastOf(second).status, 'done');
    const withoutCache = ({ cache_control: _, ...block }: SentMessage['content'][number]) => block;
    assert.deepEqual(contentOf(1).map(withoutCache), contentOf(0).map(withoutCache));
    assert.equal(messagesOf(1)[2]?.content.at(-1)?.text, 'Second?');
  });

  it('repeats the images of later questions, too, when they are shown again after a retry before them', async () => {
    const { ask, retry, files } = asking();
    const first = await ask(emptyConversation, 'First?', ['a.png']);
    const second = await ask(first, 'Second?', ['b.jpg']);
    files.delete('b.jpg');
    const again = await retry(second, 'First?');
    const back = advance(again, { type: 'versionShown', turn: 'First?' });
    const third = await ask(back, 'Third?');
    assert.deepEqual(notesOf(third), []);
    assert.deepEqual(imagesOf(3), [await fixture('png'), await fixture('jpeg')]);
  });

  it('leaves out what is no image, says so, and asks about the others', async () => {
    const { ask, files } = asking();
    files.set('text.png', Buffer.from('This is a text.\n'));
    const turn = lastOf(await ask(emptyConversation, 'Which?', ['text.png', 'gone.png', 'a.png']));
    assert.equal(turn.status, 'done');
    assert.deepEqual(
      turn.notes.map((note) => note.what === 'leftOut' && [note.image, note.refusal.reason]),
      [
        ['text.png', 'text'],
        ['gone.png', 'missing'],
      ],
    );
  });

  it('asks nothing when no image is left, and asks when the file is back', async () => {
    const { ask, retry, files, emulator } = asking();
    const failed = await ask(emptyConversation, 'Which?', ['gone.png']);
    assert.equal(lastOf(failed).failure?.kind, 'noImageLeft');
    assert.equal(emulator.requests.length, 0);
    files.set('gone.png', await fixture('png'));
    assert.equal(lastOf(await retry(failed, 'Which?')).status, 'done');
  });

  it('looks at the file again when a question is asked again', async () => {
    const { ask, retry, files } = asking();
    const first = await ask(emptyConversation, 'Which?', ['a.png']);
    files.set('a.png', await fixture('png of greys'));
    const second = await retry(first, 'Which?');
    assert.deepEqual(lastOf(second).notes, [{ what: 'changedOnDisk', image: 'a.png' }]);
    assert.deepEqual(imagesOf(1), [await fixture('png of greys')]);
    assert.deepEqual(lastOf(await retry(second, 'Which?')).notes, []);
  });

  it('asks again with what was sent when the file has gone since', async () => {
    const { ask, retry, files } = asking();
    const first = await ask(emptyConversation, 'Which?', ['a.png']);
    files.delete('a.png');
    const second = await retry(first, 'Which?');
    assert.deepEqual([lastOf(second).status, lastOf(second).notes], ['done', []]);
    assert.deepEqual(imagesOf(1), imagesOf(0));
  });

  it('leaves a file out that has become none since, when it is asked about again', async () => {
    const { ask, retry, files } = asking();
    const first = await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']);
    files.set('a.png', Buffer.from('This is a text.\n'));
    const second = await retry(first, 'Which?');
    assert.deepEqual(notesOf(second), ['a.png leftOut']);
    assert.equal(imagesOf(1).length, 1);
  });

  it('counts a follow-up with the images as they were sent', async () => {
    const { ask, files, runner, options } = asking();
    const first = await ask(emptyConversation, 'Which?', ['a.png']);
    files.set('a.png', await fixture('png of greys'));
    const effort = 'low' as const;
    const request = await runner.request(asked(first, 'And?'), 'And?', { ...options, effort }, never);
    const [image] = request.messages[0]?.parts ?? [];
    assert.deepEqual(image?.type === 'image' && Buffer.from(image.bytes), await fixture('png'));
    assert.equal(request.effort, effort);
  });

  it('shows what nobody foresaw as it is', async () => {
    const readBytes = () => Promise.reject(new Error('the disk is on fire'));
    const answer = () => assert.fail('it was sent');
    const runner = createRunner({ readBytes, prepare: () => assert.fail('it was read'), answer });
    const events: RunEvent[] = [];
    const conversation = asked(emptyConversation, 'Which?', ['a.png']);
    await runner.start(conversation, 'Which?', asking().options, (event) => events.push(event), never);
    const failure = { kind: 'unexpected', detail: 'the disk is on fire' };
    assert.deepEqual(events, [{ turn: 'Which?', type: 'failed', failure }]);
  });

  it('takes an answer that ends without its end for a cut one', async () => {
    const answer: Answer = async function* () {
      yield { type: 'text', text: 'Half' };
    };
    const part = () => assert.fail('there is no image');
    const events: RunEvent[] = [];
    const runner = createRunner({ readBytes: part, prepare: part, answer });
    const conversation = asked(emptyConversation, 'What?');
    await runner.start(conversation, 'What?', asking().options, (event) => events.push(event), never);
    const last = events.at(-1);
    assert.equal(last?.type === 'failed' && last.failure.kind, 'cutStream');
  });

  it('takes an image that is attached again after a change for a new one', async () => {
    const { ask, files } = asking();
    const first = await ask(emptyConversation, 'Which?', ['a.png']);
    files.set('a.png', await fixture('png of greys'));
    await ask(first, 'And now?', ['a.png']);
    assert.deepEqual(imagesOf(1), [await fixture('png'), await fixture('png of greys')]);
  });

  it('says so when all that is left of an image is another version of its file', async () => {
    const { ask, files, reopened } = asking();
    const first = await ask(emptyConversation, 'Which?', ['a.png']);
    files.set('a.png', await fixture('png of greys'));
    const second = await reopened().ask(first, 'And now?');
    assert.deepEqual(lastOf(second).notes, [{ what: 'changedOnDisk', image: 'a.png' }]);
  });

  it('keeps what arrived of an answer that is cut off', async () => {
    const { ask, emulator } = asking();
    emulator.script(cut(3));
    const turn = lastOf(await ask(emptyConversation, 'What?', ['a.png']));
    assert.equal(turn.failure?.kind, 'cutStream');
    assert.notEqual(turn.answer, '');
  });

  it('keeps what arrived before an error in the middle of an answer', async () => {
    const { ask, emulator } = asking();
    emulator.script(errorMidStream(2));
    const turn = lastOf(await ask(emptyConversation, 'What?', ['a.png']));
    assert.equal(turn.failure?.kind, 'overloaded');
    assert.notEqual(turn.answer, '');
  });

  it('stops at once, closing the connection, and keeps what arrived', async () => {
    const { ask, emulator } = asking();
    emulator.script(held('Half', ' an answer'));
    const control = new AbortController();
    const asked = ask(emptyConversation, 'What?', ['a.png'], control.signal);
    const request = await emulator.request(0);
    control.abort();
    await request.closedByClient;
    assert.equal(lastOf(await asked).status, 'stopped');
  });

  it('leaves a declined question out of what follows, since it would be declined again', async () => {
    const { ask, emulator } = asking();
    emulator.script(stopping('refusal', 'To begin with,'));
    const declined = await ask(emptyConversation, 'First?', ['a.png']);
    assert.deepEqual(
      [lastOf(declined).failure?.kind, lastOf(declined).answer],
      ['refusal', 'To begin with,'],
    );
    await ask(declined, 'Second?');
    assert.deepEqual(typesOf(1), ['image', 'text']);
    assert.equal(contentOf(1)[1]?.text, 'Second?');
  });

  it('takes the images of a failed question along, but not the question', async () => {
    const { ask, emulator } = asking();
    emulator.script(status(401, 'API key is invalid.'));
    const failed = await ask(emptyConversation, 'First?', ['a.png']);
    assert.equal(lastOf(failed).failure?.kind, 'keyRefused');
    emulator.script(answer('An answer.'));
    await ask(failed, 'Second?');
    assert.deepEqual(typesOf(1), ['image', 'text']);
    assert.equal(contentOf(1)[1]?.text, 'Second?');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answer } from '../../emulator/faults.ts';
import { base64Image, clientOf, post, question, useEmulator, user } from './harness.ts';
import { jpeg, png } from './pictures.ts';

describe('the stand-in streams what the SDK accepts', () => {
  const emulator = useEmulator();

  it('says that no model was called and what it received', async () => {
    const images = [base64Image(png(640, 480)), base64Image(jpeg(3840, 2160), 'image/jpeg')];
    const stream = clientOf(emulator()).messages.stream(question('Compare — bitte.', images));
    const text = await stream.finalText();
    assert.match(text, /^\*\*No model was called\.\*\*/);
    assert.match(text, /\*\*2 images\*\* for `claude-sonnet-5-5`/);
    assert.match(text, /\| 1 \| image\/png \| 640 × 480 \| 414 \|/);
    assert.match(text, /\| 2 \| image\/jpeg \| 3840 × 2160 \| 4784 \|/);
    assert.match(text, /> Compare — bitte\./);
    assert.match(text, /Earlier turns: 0/);
    assert.match(stream.request_id ?? '', /^req_/);
  });

  it('counts earlier turns and the images in them', async () => {
    const body = question('And now?');
    body.messages = [user(base64Image()), { role: 'assistant', content: 'A square.' }, ...body.messages];
    const text = await clientOf(emulator()).messages.stream(body).finalText();
    assert.match(text, /1 image\b/);
    assert.match(text, /Earlier turns: 2/);
  });

  it('keeps text whole over both line ends, whatever the pieces', async () => {
    const said = 'Größe — 图像 🖼️ "quoted"\nnext line';
    emulator().script(answer(said), answer(said));
    const client = clientOf(emulator());
    assert.equal(await client.messages.stream(question()).finalText(), said);
    assert.equal(await client.messages.stream(question()).finalText(), said);
  });

  it('thinks first on models that think, without showing it unless asked', async () => {
    const client = clientOf(emulator());
    const hidden = await client.messages.stream(question()).finalMessage();
    assert.deepEqual(
      hidden.content.map((block) => block.type),
      ['thinking', 'text'],
    );
    assert.equal(hidden.content[0]?.type === 'thinking' && hidden.content[0].thinking, '');
    const thinking = { type: 'adaptive', display: 'summarized' } as const;
    const shown = await client.messages.stream({ ...question(), thinking }).finalMessage();
    assert.notEqual(shown.content[0]?.type === 'thinking' && shown.content[0].thinking, '');
    const older = await client.messages.stream({ ...question(), model: 'claude-opus-4-8' }).finalMessage();
    assert.deepEqual(
      older.content.map((block) => block.type),
      ['text'],
    );
  });

  it('counts output in message_delta cumulatively', async () => {
    const message = await clientOf(emulator()).messages.stream(question()).finalMessage();
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.output_tokens > 1);
    assert.ok(message.usage.input_tokens > 0);
  });

  it('ends at max_tokens, in which the thinking counts', async () => {
    const client = clientOf(emulator());
    const short = await client.messages.stream({ ...question(), max_tokens: 30 }).finalMessage();
    assert.equal(short.stop_reason, 'max_tokens');
    assert.ok(short.usage.output_tokens <= 30);
    const none = await client.messages.stream({ ...question(), max_tokens: 5 }).finalMessage();
    assert.ok(!none.content.some((block) => block.type === 'text'));
  });

  it('answers without a stream in the same words', async () => {
    const client = clientOf(emulator());
    const whole = await client.messages.create(question());
    const streamed = await client.messages.stream(question()).finalMessage();
    assert.deepEqual(whole.content, streamed.content);
    assert.equal(whole.type, 'message');
  });

  it('follows a JSON schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        kind: { enum: ['photo', 'drawing'] },
        rows: { type: 'array', items: { $ref: '#/$defs/row' } },
        sure: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
      },
      required: ['kind', 'rows', 'sure'],
      additionalProperties: false,
      $defs: {
        row: { type: 'object', properties: { alt: { type: 'string' } }, additionalProperties: false },
      },
    };
    const body = question('Alt text', [base64Image(), base64Image()]);
    const format = { type: 'json_schema', schema } as const;
    const text = await clientOf(emulator())
      .messages.stream({ ...body, output_config: { format } })
      .finalText();
    const alt = 'alt: no model was called';
    assert.deepEqual(JSON.parse(text), { kind: 'photo', rows: [{ alt }, { alt }], sure: true });
  });

  it('sends pings, splits characters and puts several events into one piece', async () => {
    const said = '— '.repeat(400);
    emulator().script(answer(said));
    const response = await post(emulator(), { ...question(), stream: true });
    const pieces: Buffer[] = [];
    assert.ok(response.body);
    for await (const piece of response.body) pieces.push(Buffer.from(piece));
    const whole = Buffer.concat(pieces).toString();
    assert.match(whole, /event: ping\r?\ndata: \{"type":"ping"\}/);
    assert.ok(pieces.some((piece) => piece.toString().split('event:').length > 3));
    assert.ok(pieces.some((piece) => piece.toString().includes('\ufffd')));
  });
});

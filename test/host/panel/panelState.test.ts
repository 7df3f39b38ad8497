import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  advance,
  type Conversation,
  emptyConversation,
  type RunEvent,
} from '../../../src/core/ask/conversation.ts';
import type { SentImage } from '../../../src/core/ask/question.ts';
import type { ImageHeader, Refusal } from '../../../src/core/image/imageTypes.ts';
import { type PanelContext, panelState } from '../../../src/host/panel/panelState.ts';
import { settings } from '../settings.ts';

const around: PanelContext = {
  ...{
    conversation: 'a',
    draft: { text: '', revision: 0, focus: 0 },
    model: '',
    key: { label: '', missing: false },
  },
  ...{
    thumbnail: () => undefined,
    whole: () => undefined,
    unsaved: () => false,
    settings,
    counted: undefined,
    today: 0,
    now: 0,
  },
};

const asked = (before: Conversation, id: string) =>
  advance(before, { type: 'asked', turn: { id, title: id, question: id, model: '', fresh: false } });
const since = (conversation: Conversation, ...events: RunEvent[]) =>
  events.reduce<Conversation>(advance, conversation);
const text = (turn: string): RunEvent => ({ turn, type: 'answer', event: { type: 'text', text: 'Words.' } });
const end = (turn: string): RunEvent => ({
  turn,
  type: 'answer',
  event: { type: 'end', reason: 'complete' },
});
const cut = (turn: string): RunEvent => ({
  turn,
  type: 'failed',
  failure: { kind: 'cutStream', detail: '' },
});

describe('panel state', () => {
  it('says where the model looked closer', () => {
    const part = (id: string, x: number, y: number) => ({
      ...{ of: id, image: { id: `${id} part`, name: `${id}.png`, uri: id } },
      ...{ seen: { x, y, width: 200, height: 100 }, whole: { width: 900, height: 900 } },
      ...{ width: 1200, height: 400, tokens: 1 },
    });
    const look = { id: 'a', name: 'zoom', input: {}, round: 0, at: 0 };
    const looked = (more: object): RunEvent => ({ turn: 'T', type: 'looked', look: { ...look, ...more } });
    const textsOf = (...events: RunEvent[]) =>
      panelState(since(asked(emptyConversation, 'T'), ...events), around).turns[0]?.looks?.map(
        ({ text }) => text,
      );
    assert.deepEqual(textsOf(looked({ shown: part('a', 650, 0) }), looked({ problem: 'None.' })), [
      'Looked closer: 1200 × 400, top right',
      'A closer look was not possible.',
    ]);
    assert.deepEqual(textsOf(looked({ shown: part('a', 300, 400) }), looked({ shown: part('b', 0, 800) })), [
      'Looked closer at a.png: 1200 × 400, middle',
      'Looked closer at b.png: 1200 × 400, bottom left',
    ]);
  });

  it('offers Stop while an earlier question is asked again', () => {
    const first = since(asked(emptyConversation, 'First?'), text('First?'), end('First?'));
    const both = since(asked(first, 'Second?'), text('Second?'), end('Second?'));
    assert.equal(panelState(both, around).running, false);
    const again = advance(both, { type: 'retried', turn: 'First?', model: '', version: 'Again' });
    assert.equal(panelState(again, around).running, true);
  });

  it('tells once why an image was left out', () => {
    const problem = { reason: 'damaged' } as const;
    const images = [{ id: 'a', name: 'a.png', uri: 'test:/a.png', problem }];
    const attached = advance(emptyConversation, { type: 'attached', images });
    const left = (refusal: Refusal) => {
      const note = { what: 'leftOut', image: 'a.png', refusal } as const;
      return panelState(since(asked(attached, 'Q'), { turn: 'Q', type: 'noted', note }), around).turns[0];
    };
    assert.deepEqual(left(problem)?.notes, []);
    assert.match(left(problem)?.images[0]?.problem ?? '', /^a\.png is damaged/);
    assert.equal(left({ reason: 'missing' })?.notes.length, 1, 'another problem than the one at the image');
  });

  it('says which part of an image is asked about, and how much of it is redacted', () => {
    const header: ImageHeader = {
      ...{ type: 'jpeg', width: 400, height: 300, orientation: 6, frames: 1, alpha: false, traits: [] },
    };
    const view = (parts: object) => {
      const images = [{ id: 'a', name: 'a.jpg', uri: 'test:/a.jpg', header, ...parts }];
      return panelState({ attached: images, turns: [] }, around).images[0];
    };
    const box = { x: 10, y: 20, width: 80, height: 40 };
    assert.equal(view({})?.detail, '300 × 400');
    assert.deepEqual(view({})?.size, { width: 300, height: 400 });
    assert.equal(view({ region: box })?.detail, 'region 80 × 40 of 300 × 400');
    assert.equal(view({ redactions: [box] })?.detail, '300 × 400, 1 area redacted');
    assert.deepEqual(view({ region: box, redactions: [box] })?.redactions, [box]);
    const sent = {
      ...{ mediaType: 'image/jpeg', byteLength: 9, tokens: 6, hash: '' },
      width: 80,
      height: 40,
      steps: [],
    };
    assert.equal(view({ region: box, sent })?.sent, 'sent 80 × 40, 6 tokens');
  });

  it('gives the size of an image as it is seen, and what was done to it', () => {
    const header: ImageHeader = {
      ...{ type: 'jpeg', width: 400, height: 300, orientation: 6, frames: 1, alpha: false, traits: [] },
    };
    const bytes = { mediaType: 'image/jpeg', byteLength: 9, tokens: 165, hash: '' } as const;
    const sentLine = (sent: SentImage) => {
      const images = [{ id: 'a', name: 'a.jpg', uri: 'test:/a.jpg', header, sent }];
      return panelState({ attached: images, turns: [] }, around).images[0]?.sent;
    };
    const oriented = { what: 'oriented', orientation: 6 } as const;
    assert.equal(
      sentLine({ ...bytes, width: 300, height: 400, steps: [oriented] }),
      'sent 300 × 400, 165 tokens, turned upright',
    );
    assert.equal(
      sentLine({ ...bytes, width: 150, height: 200, steps: [oriented, { what: 'recolored' }] }),
      'sent 150 × 200 of 300 × 400, 165 tokens, turned upright, colors converted to sRGB',
    );
    const omitted = [{ what: 'omitted', parts: ['html', 'images'] }] as const;
    assert.equal(
      sentLine({ ...bytes, width: 300, height: 400, steps: omitted }),
      'sent 300 × 400, 165 tokens, without its HTML parts (their text is kept) and images outside the file: export it as PNG to send them',
    );
  });

  it('names along with the next question only images that go along', () => {
    const images = ['a', 'b'].map((id) => ({ id, name: `${id}.png`, uri: id }));
    const question = asked(advance(emptyConversation, { type: 'attached', images }), 'Q');
    const along = (conversation: Conversation) =>
      panelState(conversation, around).along?.images.map(({ name }) => name);
    assert.deepEqual(along(question), ['a.png', 'b.png']);
    const withdrawn = since(question, { turn: 'Q', type: 'withdrawn', image: 'a' }, text('Q'), end('Q'));
    assert.deepEqual(along(withdrawn), ['b.png']);
  });

  it('says of a question without images that an answer is waited for', () => {
    assert.equal(
      panelState(asked(emptyConversation, 'Q'), around).turns[0]?.progress,
      'Waiting for the answer…',
    );
  });

  it('offers to continue an answer that was cut off, but not one that never began', () => {
    const offered = (conversation: Conversation) =>
      panelState(conversation, around).turns[0]?.failure?.actions.map(({ id }) => id);
    const question = asked(emptyConversation, 'What?');
    assert.deepEqual(offered(since(question, text('What?'), cut('What?'))), ['continue', 'retry']);
    assert.deepEqual(offered(since(question, cut('What?'))), ['retry']);
    for (const kind of ['overloaded', 'serverError', 'rateLimited', 'silentStream'] as const) {
      const event: RunEvent = { turn: 'What?', type: 'failed', failure: { kind, detail: '' } };
      assert.equal(offered(since(question, text('What?'), event))?.[0], 'continue', kind);
      assert.ok(!offered(since(question, event))?.includes('continue'), kind);
    }
  });
});

describe('the recipes of the panel', () => {
  const offered = (extractFirst: boolean) =>
    panelState(emptyConversation, { ...around, extractFirst }).recipes.map(({ id }) => id);

  it('begin with what extracts for an image of the clipboard', () => {
    assert.equal(offered(false)[0], 'describe');
    assert.deepEqual(offered(true).slice(0, 4), ['extractText', 'extractTable', 'toMermaid', 'toCode']);
    assert.deepEqual(offered(true).toSorted(), offered(false).toSorted());
  });
});

import type { PanelState } from '../../src/protocol.ts';
import { emptyState, image, turn } from './states.ts';

const recipes = emptyState().recipes.map((recipe) => ({ ...recipe, enabled: true }));
const long = 'before-the-redesign-of-the-orders-page.png';
const alongImage = (name: string, leftOut = false) => ({ id: name, name, tokens: '1,560 tokens', leftOut });

/** Subjects, versions, what goes along, the queue, and questions that are edited. */
export const conversationStates: Record<string, PanelState> = {
  subjects: emptyState({
    turns: [
      turn('1', { question: 'What is this?', images: [image(long)], answer: 'An orders page.' }),
      turn('2', { question: 'Describe', images: [image('b.png')], answer: 'A chart.', subject: 'new' }),
      turn('3', { question: 'Extract Text', images: [image('c.png')], answer: 'None.', subject: 'joined' }),
    ],
    recipes,
    along: {
      ...{ fresh: false, saving: 'saves up to 1,560 tokens, $0.0031' },
      images: [alongImage('b.png'), alongImage(long, true), alongImage('c.png')],
    },
  }),
  nextIsNew: emptyState({
    turns: [turn('1', { answer: 'An orders page.' })],
    recipes,
    along: { fresh: true, images: [] },
  }),
  versions: emptyState({
    turns: [
      turn('1', {
        ...{
          question: 'What is this?',
          answer: 'An orders page.',
          usage: '4,812 tokens in, 310 out · $0.013',
        },
        versions: { position: 2, of: 3, previous: '0', next: '2' },
      }),
      turn('2', {
        status: 'stopped',
        answer: 'A list of',
        continuable: true,
        versions: { position: 1, of: 2, next: '3' },
      }),
    ],
    recipes,
    along: { fresh: false, images: [] },
  }),
  queue: emptyState({
    turns: [turn('1', { status: 'streaming', answer: 'The page shows' })],
    running: true,
    recipes,
    along: { fresh: false, images: [alongImage('a.png')] },
    queue: {
      held: false,
      questions: [
        { id: 'q1', question: 'And which rows share an id?', images: ['b.png', long] },
        { id: 'q2', question: 'Describe', images: ['c.png'], subject: 'new' },
      ],
    },
  }),
  queueHeld: emptyState({
    turns: [turn('1', { status: 'stopped', answer: 'The page shows', continuable: true })],
    recipes,
    along: { fresh: false, images: [alongImage('a.png')] },
    queue: {
      held: true,
      questions: [
        { id: 'q1', question: 'And which rows share an id?', images: [] },
        { id: 'q2', question: 'Why?', images: [] },
      ],
    },
    editing: { id: 'q2', text: 'Why is that so?' },
  }),
  editing: emptyState({
    turns: [
      turn('1', { question: 'What is this?', images: [image('a.png')], answer: 'An orders page.' }),
      turn('2', { question: 'And then?', answer: 'It is saved.' }),
    ],
    recipes,
    editing: { id: '1', text: 'What is wrong with this page?\nName every row.' },
    along: { fresh: false, images: [alongImage('a.png')] },
  }),
};

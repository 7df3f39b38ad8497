import type { ReviewRowView, ReviewSummary } from '../../../src/reviewProtocol.ts';
import { picture } from '../states.ts';
import type { ReviewState } from './reviewPage.ts';

/** A row that nobody has asked about yet. */
export function row(id: string, changes: Partial<ReviewRowView> = {}): ReviewRowView {
  const image = changes.image ?? `figure-${id}.png`;
  return {
    id,
    place: `docs/guide.md, line ${10 * Number(id) + 2}`,
    document: 'docs/guide.md',
    image,
    thumbnail: picture(image),
    headings: 'Orders › Filter the list',
    before: 'The bar above the list narrows it to the orders of a customer.',
    after: 'Choose Export to save what is shown.',
    current: '',
    rule: 'missing',
    ...{ status: 'waiting', text: '', decorative: false, decision: 'open' },
    ...changes,
  };
}

export function answered(id: string, text: string, changes: Partial<ReviewRowView> = {}): ReviewRowView {
  return row(id, { status: 'answered', text, confidence: 'high', decision: 'accepted', ...changes });
}

export function stateOf(rows: readonly ReviewRowView[], changes: Partial<ReviewSummary> = {}): ReviewState {
  const done = rows.filter(({ status }) => status === 'answered' || status === 'written').length;
  const accepted = rows.filter(({ decision, status }) => decision === 'accepted' && status !== 'written');
  return {
    rows,
    summary: {
      title: 'Alt Text of docs',
      running: false,
      pausing: false,
      progress: `${done} of ${rows.length} answered`,
      accepted: accepted.length,
      waiting: rows.filter(({ status }) => status === 'waiting').length,
      maxLength: 150,
      ...changes,
    },
  };
}

const long =
  'Screenshot of the orders page: a filter bar with five fields runs along the top, of which the last one, Export, is cut off at the right edge of the window; below it a table lists 24 orders with their customer, number of items, status and total, two of them with the same id A-1043, and a footer gives a total of 12,480 euros that differs from the sum of the rows, while a banner across the top warns that the prices of three orders were changed by hand and have to be confirmed before the invoices go out.';

const reviewed: readonly ReviewRowView[] = [
  answered('1', 'Filter bar above a list of orders, with its last field cut off at the right edge'),
  answered('2', 'Chart of berths by month, highest in July at 410', {
    ...{ confidence: 'low', decision: 'open', rule: 'fileName', current: 'IMG_2231.png' },
    reason: 'The labels of the months are too small to read.',
    caption: 'Figure 2. Berths taken by month',
  }),
  answered('3', '', {
    ...{ decorative: true, headings: 'Orders', current: '', rule: 'empty' },
    reason: 'A line that separates two sections.',
    image: 'divider.svg',
  }),
  answered('4', 'Three boats at the quay', {
    decision: 'skipped',
    confidence: 'medium',
    current: 'boats',
    rule: 'vague',
  }),
  row('5', {
    status: 'failed',
    problem: 'scan.heic is a HEIC image, which cannot be read here. Export it as JPEG.',
    image: 'scan.heic',
    thumbnail: undefined as unknown as string,
  }),
  answered('6', 'The saved orders as a spreadsheet', {
    status: 'written',
    longDescription: long,
    describes: true,
  }),
  answered('7', 'Architecture of the service: client, gateway and two workers', {
    longDescription:
      'The client talks to the gateway over HTTPS. The gateway puts jobs into a queue, from which two workers take them.',
    describes: false,
    ...{ document: 'docs/architecture/overview.adoc', place: 'docs/architecture/overview.adoc, line 7' },
  }),
  row('8'),
];

const longRow = answered('99', long, {
  ...{ current: `Now ${long}`, rule: 'tooLong', caption: long, reason: long, before: long, after: long },
  headings: Array.from(
    { length: 6 },
    (_, depth) => `A heading of level ${depth + 1} that is rather long`,
  ).join(' › '),
  ...{ image: `${'a-very-long-name-of-a-file-'.repeat(6)}.png`, problem: long, longDescription: long },
  ...{
    document: `docs/${'a-long-folder/'.repeat(12)}page.md`,
    place: `docs/${'a-long-folder/'.repeat(12)}page.md, line 12`,
  },
});

/** So many rows of several documents, all answered. */
export function manyRows(amount: number): readonly ReviewRowView[] {
  const rules = ['missing', 'fileName', 'vague', 'empty'];
  return Array.from({ length: amount }, (_, index) => {
    const document = `docs/part-${index % 300}.md`;
    return answered(`${index + 1}`, `Image number ${index + 1}: boats of the harbour in the rain`, {
      ...{ document, place: `${document}, line ${index + 1}`, thumbnail: picture(`${index % 40}`) },
      rule: rules[index % rules.length] ?? '',
      ...(index % 7 === 0 && { confidence: 'low', decision: 'open' }),
    });
  });
}

export const reviewStates: Record<string, ReviewState> = {
  reviewed: stateOf(reviewed, { spent: '$0.12 so far' }),
  running: stateOf(
    [
      ...reviewed.slice(0, 2),
      row('10', { status: 'asking' }),
      row('11', { status: 'asking', current: 'image', rule: 'vague' }),
      ...['12', '13', '14', '15', '16'].map((id) => row(id)),
    ],
    { running: true, spent: '$0.03 so far' },
  ),
  waiting: stateOf([...reviewed.slice(0, 2), row('10', { status: 'asking' }), row('12')], {
    ...{ running: true, spent: '$0.03 so far' },
    wait: 'Too many requests for this key. Trying again in 12 s…',
  }),
  pausing: stateOf([...reviewed.slice(0, 2), row('10', { status: 'asking' }), row('12')], {
    ...{ running: true, pausing: true },
  }),
  withoutKey: stateOf([...reviewed.slice(0, 2), row('12'), row('13')], {
    notice:
      'There is no API key yet, so nothing was sent. Set a key, or enter your own server in the settings, then retry.',
    actions: [
      { id: 'setKey', label: 'Set API Key' },
      { id: 'retry', label: 'Retry' },
      { id: 'serverSettings', label: 'Server Settings' },
    ],
  }),
  batch: stateOf(
    [
      ...reviewed.slice(0, 2),
      ...['12', '13', '14'].map((id) => row(id, { status: 'asking', inBatch: true })),
    ],
    { batch: 'Batch: 1,200 of 2,500 done' },
  ),
  waits: stateOf([...reviewed.slice(0, 2), row('12', { status: 'asking' }), row('13')], {
    ...{ running: true, pausing: true, spent: '$0.03 so far' },
    wait: 'The server asks for a pause. It goes on in 12 s.',
  }),
  paused: stateOf([...reviewed.slice(0, 2), row('12'), row('13')], {
    notice: 'There is no API key. Set one, and it goes on where it was.',
    actions: [
      { id: 'setApiKey', label: 'Set API Key' },
      { id: 'resume', label: 'Try Again' },
    ],
  }),
  applied: stateOf(
    reviewed.map((one) => (one.decision === 'accepted' ? { ...one, status: 'written' } : one)),
    {
      spent: '$0.12 so far',
      notice:
        '4 texts were written. The answers of this review cost $0.12. Not written, for the reason in its row: boats.png (docs/guide.md, line 12).',
    },
  ),
  long: stateOf([longRow, ...reviewed], {
    title: `Alt Text of ${'a-long-folder/'.repeat(12)}`,
    notice: `${long} ${long}`,
    running: true,
  }),
  rightToLeft: stateOf([
    answered('1', 'ثلاثة قوارب في الميناء تحت المطر', {
      ...{ before: 'هذه صورة من الميناء.', after: 'في الصباح.', headings: 'مقدمة', current: 'صورة' },
    }),
  ]),
  none: stateOf([]),
  many: stateOf(manyRows(5000), { spent: '$12.40 so far' }),
};

import type { FailureKind } from '../../src/core/errors.ts';
import { failureView } from '../../src/host/ui/failureText.ts';
import type { PanelState } from '../../src/protocol.ts';
import { conversationStates } from './conversationStates.ts';
import { emptyState, estimate, image, picture, turn } from './states.ts';

const answerText = `The screenshot shows the **Orders** page of an admin console. Three things stand out:

1. The filter bar is cut off at the right edge, so *Export* cannot be reached.
2. The total in the footer (\`€ 12,480.00\`) does not match the sum of the rows.
3. Two rows share the id \`A-1043\`.

## Rows as a table

| Order | Customer | Items | Total |
|:------|:---------|------:|------:|
| A-1042 | Noor Haddad | 3 | € 218.00 |
| A-1043 | Ines Moreau | 12 | € 1,904.50 |
| A-1043 | Tobias Lindqvist | 1 | € 42.00 |

A rule that would make the bar wrap:

\`\`\`css
.filters {
  display: flex;
  flex-wrap: wrap; /* the fifth filter moves to the next line instead of being clipped by the page */
  gap: 8px;
}
\`\`\`

> The colours of the status chips alone carry meaning; add a word or an icon.

See [the flexbox guide](https://developer.mozilla.org/docs/Web/CSS/CSS_flexible_box_layout).`;

const richText = `# مرحبا

هذه صورة تحتوي على نص عربي و *English words* في نفس السطر.

1. first
   - nested one
     1. deeper
        - deepest of them all, with a line that is long enough to be broken in every panel
   - nested two

     with a paragraph of its own and \`inline code\`
2. second, with **bold**, *italic*, ~~struck~~ and a long address:
   https://example.com/a/very/long/path/that/never/ends/and/has/no/place/to/break?query=aaaaaaaaaaaaaaaaaaaaaaaaaaa

\`\`\`mermaid
flowchart LR
  client[Web client] -->|HTTPS| gateway[Gateway]
  gateway --> orders[(Orders)]
\`\`\`

\`\`\`
one line of code without a language that is much longer than the panel is wide, so that it has to be scrolled sideways
\`\`\`

[a page](https://example.com), [a file](src/panel.ts), [a mail](mailto:me@example.com), ![a remote picture](https://example.com/x.png)

---

## A heading

### A smaller one

#### The smallest

Last words.`;

const codeText = `The three places that need a change:

- [x] \`src/panel.ts:12\` reads the size once
- [ ] \`media/panel.css\`: the bar wraps
- [ ] a test for both, see https://example.com/wrapping and [the sheet](media/panel.css#L4)

\`\`\`ts
/** Fits a picture into a box. */
export async function fit(image: Picture, { width, height }: Size): Promise<Picture> {
  const scale = Math.min(1, width / image.width, height / image.height); // never larger
  if (scale === 1) return image;
  log.info(\`scaled by \${scale.toFixed(2)}\`, /jpe?g$/i.test(image.name));
  return image.resize({ width: Math.round(image.width * scale), quality: 0.85, mode: 'lanczos' });
}
\`\`\`

\`\`\`html
<section class="bar" hidden><!-- filters -->
  <style>.bar { display: flex; gap: 8px }</style>
</section>
\`\`\`

\`\`\`diff
- const scale = width / image.width;
+ const scale = Math.min(1, width / image.width);
\`\`\`

\`\`\`sh
for file in *.png; do echo "$file" && wc -c < "$file"; done # sizes
\`\`\`

| Order | Items | Total |
|:------|------:|------:|
| A-1042 | 3 | € 218.00 | late |
| A-1043 |
| A-1044 | 1 | € 42.00 |

The scale is $s = \\min(1, \\frac{w}{W}, \\frac{h}{H})$, and the price is between $5 and $10:

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
\\qquad
\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}
$$

Not TeX: $\\frac{a$ stays as it is.`;

const diagramText = `\`\`\`mermaid
flowchart LR
  client["Web client (browser)"] -->|HTTPS| gateway{Gateway}
  gateway -- "queue #quot;jobs#quot;" --> orders[(Orders)]
  subgraph Inside
    orders --> report>Report]
  end
\`\`\`

\`\`\`mermaid
sequenceDiagram
  Alice->>Bob: How many?
  Note right of Bob: counts
  Bob-->>Alice: Three
\`\`\`

\`\`\`mermaid
flowchart TD
  a --> b
  b --> ]c[
\`\`\``;

/** Each kind of failure, the longest buttons and remedies among them. */
const kinds: Record<FailureKind, ''> = {
  ...{
    noKey: '',
    keyRefused: '',
    forbidden: '',
    billing: '',
    spendLimit: '',
    unknownModel: '',
    noImageInput: '',
  },
  ...{
    wrongAddress: '',
    badRequest: '',
    imageRefused: '',
    requestTooLarge: '',
    rateLimited: '',
    overloaded: '',
  },
  ...{ serverError: '', noConnection: '', certificate: '', proxyAuthentication: '', silentStream: '' },
  ...{
    cutStream: '',
    invalidResponse: '',
    refusal: '',
    outputLimit: '',
    answerTooLong: '',
    contextFull: '',
    paused: '',
    emptyAnswer: '',
    noImageLeft: '',
    noStyle: '',
    unexpected: '',
  },
};

const failures = (Object.keys(kinds) as FailureKind[]).map((kind) =>
  turn(kind, {
    question: kind,
    status: 'failed',
    failure: failureView({ kind, detail: 'what the server said', status: 400, requestId: 'req_011CX8' }),
  }),
);

const recipes = emptyState().recipes.map((recipe) => ({ ...recipe, enabled: true }));
const sent = 'sent 2576 × 1449 of 3840 × 2160, 4,784 tokens';
const orders = image('orders-page.png', { sent });

const answered = turn('1', {
  question: 'What is wrong with this page?',
  images: [orders],
  answer: answerText,
  usage: '4,812 tokens in, 310 out · $0.013',
});

const rows = [
  ['What is wrong with this page?', '14:05', '3 questions · orders-page.png'],
  ['Write Alt Text', '09:12', '1 question · architecture.svg'],
  [
    'Read every label in these drawings, from left to right, and say which of them are not translated yet',
    'Yesterday, 18:40',
    '12 questions · drawing-1.webp, drawing-2.webp, drawing-3.webp and 5 more',
  ],
  ['ما هذا؟', '3 Nov 2026, 11:00', '2 questions · scan.heic'],
] as const;

const conversations = rows.map(([title, date, detail], index) => ({
  ...{ id: `${index}`, title, date, detail, current: index === 0, answering: index === 1 },
  ...(index < 3 && { thumbnail: picture(title) }),
}));

export const galleryStates: Record<string, PanelState> = {
  ...conversationStates,
  empty: emptyState(),
  noKey: emptyState({ key: { label: 'No key', missing: true } }),
  attached: emptyState({
    images: [image('orders-page.png')],
    recipes: recipes.map((recipe) => ({ ...recipe, enabled: recipe.id !== 'compare' })),
    estimate: estimate('4,784'),
  }),
  pasted: emptyState({
    images: [
      image('image.png', { unsaved: true }),
      image('spinner.gif', { frames: 24, frame: 3, unsaved: true }),
    ],
    turns: [turn('What is this?', { images: [image('image.png', { unsaved: true })] })],
  }),
  few: emptyState({
    images: [
      image('before-the-redesign-of-the-orders-page.png', { sent }),
      image('spinner.gif', { frames: 24, frame: 3, detail: '64 × 64, 18 KB' }),
      image('scan.heic', {
        thumbnail: undefined as unknown as string,
        detail: '2.1 MB',
        problem: 'scan.heic is a HEIC image, which cannot be read here. Export it as JPEG.',
      }),
    ].map(({ thumbnail, ...rest }) => ({ ...rest, ...(thumbnail && { thumbnail }) })),
    recipes,
    estimate: estimate('9,120'),
    notice: {
      text: '2 files were left out: only images can be attached.',
      actions: [{ id: 'undo', label: 'Show them' }],
    },
  }),
  many: emptyState({
    images: Array.from({ length: 20 }, (_, index) => image(`screenshot-${index + 1}.png`)),
    recipes,
    estimate: estimate('95,680'),
  }),
  answered: emptyState({ turns: [answered], recipes, total: 'This conversation: 5,122 tokens, $0.013' }),
  code: emptyState({
    turns: [
      turn('1', {
        question: 'What has to change?',
        images: [orders],
        answer: codeText,
        model: 'claude-sonnet-5-5',
      }),
    ],
    recipes,
    files: ['src/panel.ts:12', 'media/panel.css', 'media/panel.css#L4'],
  }),
  diagrams: emptyState({
    turns: [turn('1', { question: 'Convert Diagram to Mermaid', images: [orders], answer: diagramText })],
    recipes,
  }),
  streaming: emptyState({
    turns: [
      answered,
      turn('2', { question: 'Why is the total wrong?', answer: 'The footer adds the', status: 'streaming' }),
    ],
    recipes,
    running: true,
    total: 'This conversation: 5,122 tokens, $0.013',
  }),
  looked: emptyState({
    turns: [
      turn('1', {
        question: 'What does the footnote say?',
        images: [orders],
        looks: [
          {
            text: 'Looked closer: 1200 × 400, top right',
            ...(orders.thumbnail && { thumbnail: orders.thumbnail }),
          },
          { text: 'A closer look was not possible.' },
          { text: 'Looked closer: 800 × 600, bottom' },
        ],
        answer: 'Let me look at the footnote.\n\nIt says that prices are **without tax**.',
      }),
    ],
    recipes,
  }),
  preparing: emptyState({
    turns: [
      turn('1', {
        question: 'Compare the two',
        images: [image('before.png', { sent }), image('after.png', { sent })],
        status: 'preparing',
        progress: 'Preparing 2 of 2 images…',
      }),
    ],
    recipes,
    running: true,
  }),
  failed: emptyState({
    turns: [
      turn('1', {
        question:
          'Read every label in these drawings, from left to right, and say which of them are not translated yet.',
        images: Array.from({ length: 8 }, (_, index) => image(`drawing-${index + 1}.webp`, { sent })),
        answer: 'The first drawing has the labels *Pump*, *Valve* and',
        status: 'failed',
        notes: ['drawing-9.tiff was left out: it is damaged.'],
        failure: {
          text: 'The connection was cut before the answer was complete.',
          remedy: 'What has arrived is kept. Go on from there, or ask again.',
          actions: [
            { id: 'continue', label: 'Continue' },
            { id: 'log', label: 'Show Log' },
          ],
          detail: 'status 200, request req_011CX8…, ECONNRESET: socket hang up',
        },
      }),
    ],
    recipes,
  }),
  stopped: emptyState({
    turns: [
      turn('1', { question: 'Describe', images: [orders], answer: 'A web page with', status: 'stopped' }),
    ],
    images: [image('next.png')],
    recipes,
    draft: { text: 'And what does the second one show?\nAnswer in one sentence.', revision: 1, focus: 1 },
    estimate: estimate('4,784'),
  }),
  rich: emptyState({ turns: [turn('1', { question: 'ما هذا؟', answer: richText })], recipes }),
  failures: emptyState({ turns: failures, recipes }),
  counting: emptyState({
    turns: [
      turn('1', {
        question: 'Describe',
        images: [orders],
        status: 'waiting',
        progress: 'The server is overloaded. Trying again in 12 s…',
      }),
    ],
    recipes,
    running: true,
  }),
  five: emptyState({
    images: Array.from({ length: 5 }, (_, index) => image(`page-${index + 1}.png`)),
    recipes,
    estimate: estimate('23,920'),
  }),
  conversations: emptyState({ conversations: { items: conversations } }),
  deleted: emptyState({
    conversations: {
      items: conversations.slice(1),
      deleted: { id: '0', title: 'What is wrong with this page?' },
    },
  }),
  noConversations: emptyState({ conversations: { items: [] } }),
  refused: emptyState({
    images: ['a.png is empty: save or export it again.', 'b.png is damaged.'].map((problem) => {
      const { thumbnail: _, ...rest } = image(problem.slice(0, 5), { detail: '0 bytes', problem });
      return rest;
    }),
    recipes,
  }),
};

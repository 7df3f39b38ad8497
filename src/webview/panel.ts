import { html, nothing, render } from 'lit/html.js';
import type { Envelope, PanelState, ToPanel } from '../protocol.ts';
import { announcement } from './announce.ts';
import { askAbout, showFiles } from './answer/files/knownFiles.ts';
import { acceptClicks } from './clicks.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import type { ConversationsList } from './conversations/list.ts';
import { acceptDrops, acceptPaste, readClipboard } from './dropAndPaste.ts';
import { takeOverEarly } from './early/takeOver.ts';
import { acceptFind } from './find/openFind.ts';
import { acceptFocus, keepFocus } from './focus.ts';
import { header } from './header.ts';
import { connect, type Post } from './host.ts';
import { icon } from './icon.ts';
import { t } from './l10n.ts';
import { withMoreAnswer } from './moreAnswer.ts';
import { acceptImages } from './openViewer.ts';
import { QuestionBox } from './questionBox.ts';
import { followEnd } from './scroll.ts';

const host = connect();
const questionBox = new QuestionBox(() => document.querySelector<HTMLTextAreaElement>('#question'), host);
// Whatever is asked of the host, it knows the draft by then: a recipe takes the typed words along.
const post: Post = (type, payload) => {
  questionBox.flush();
  host.post(type, payload);
};
let shown: PanelState | undefined;
let latest: PanelState | undefined;
let toEnd: (() => void) | undefined;
/** Its code is loaded when it is first shown. */
let conversations: ConversationsList | undefined;

window.addEventListener('message', ({ data }: MessageEvent<Envelope<ToPanel>>) => {
  if (data.type === 'find') void openFind();
  const state = nextState(data);
  if (!state) return;
  const drawing = latest !== undefined;
  latest = state;
  // A fresh panel fills at once: frames may be withheld until it is seen. Later states of one frame are drawn as the last.
  if (!shown) draw();
  else if (!drawing) requestAnimationFrame(draw);
});
document.addEventListener('keydown', (event) => {
  // It may be the shortcut that hides the panel.
  if (event.ctrlKey || event.altKey || event.metaKey) questionBox.flush();
  if (event.key !== 'Escape' || event.isComposing || !(shown?.running || shown?.conversations)) return;
  event.preventDefault();
  if (shown.conversations) post('showConversations', { shown: false });
  else post('stop', {});
});
// The editor destroys a hidden panel, at times without a last word: what leaves the panel for the editor is told before.
window.addEventListener('blur', questionBox.flush);
window.addEventListener('pagehide', questionBox.flush);
document.addEventListener('visibilitychange', questionBox.flush);
acceptClicks(post, announce);
acceptFocus();
acceptPaste(post);
askAbout(host.post);
acceptDrops(post, (dragging) => document.body.classList.toggle('dragging', dragging));
const openFind = acceptFind();
const showInViewer = acceptImages(post, () => shown);
post('ready', {});

/** The state after a message; undefined for one that does not fit, after which the whole state is asked for. */
function nextState(message: Envelope<ToPanel>): PanelState | undefined {
  if (message.type === 'state') return message.payload;
  if (message.type !== 'answer') return undefined;
  const next = withMoreAnswer(latest ?? shown, message.payload);
  if (!next) post('ready', {});
  return next;
}

function draw(): void {
  const state = latest;
  latest = undefined;
  if (!state) return;
  // Before the focus moves on, which nothing that is hidden can take.
  document.body.classList.toggle('listing', state.conversations !== undefined);
  showFiles(state.files);
  keepFocus(() => render(page(state), document.body));
  showList(state);
  questionBox.follow(state.draft);
  if (!shown) takeOverEarly(questionBox);
  announce(announcement(shown, state));
  const asked = shown && isNewlyAsked(shown, state);
  // Until the host has the answer, its states still ask.
  if (state.readClipboard && !shown?.readClipboard) void readClipboard(post);
  shown = state;
  showInViewer();
  toEnd ??= followEnd();
  if (asked) toEnd();
}

/** Draws the last state again, for what only the panel knows. */
function redraw(): void {
  latest ??= shown;
  draw();
}

function showList(state: PanelState): void {
  if (!state.conversations) conversations = undefined;
  else if (conversations) conversations.drawn();
  else
    void import('./conversations/list.ts').then(({ ConversationsList }) => {
      conversations ??= new ConversationsList(post, redraw);
      redraw();
    });
}

/** What is to be seen is at the end: another conversation, or another last turn, but no older version that is looked at. */
function isNewlyAsked(before: PanelState, after: PanelState): boolean {
  if (after.conversation !== before.conversation) return true;
  return after.running && after.turns.at(-1)?.id !== before.turns.at(-1)?.id;
}

function page(state: PanelState) {
  return html`
    ${header(state, post)}
    ${state.conversations && conversations ? conversations.render(state.conversations) : nothing}
    ${conversation(state, post)}
    ${composer(state, questionBox, post)}
    <div class="drop" aria-hidden="true">
      ${icon('file-media')}${t('Drop images to attach them')}
      <small>${t('From the Explorer: hold Shift while you drop.')}</small>
    </div>
    <div id="viewer"></div>
    <div id="announcer" class="unseen" role="status"></div>`;
}

/** A screen reader only notices text that differs, so a repeated announcement is changed by a space. */
function announce(text: string): void {
  const announcer = document.getElementById('announcer');
  if (text === '' || !announcer) return;
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

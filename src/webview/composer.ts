import { html, nothing } from 'lit/html.js';
import type { PanelState } from '../protocol.ts';
import type { Post } from './host.ts';
import { icon } from './icon.ts';
import { compareButton, imageList } from './images.ts';
import { t } from './l10n.ts';
import { along } from './next/along.ts';
import { isAtEdge } from './next/caretLine.ts';
import { queue } from './next/queue.ts';
import type { QuestionBox } from './questionBox.ts';

/** Everything about the next question: its images, its words, what it will cost, and Send. */
export function composer(state: PanelState, box: QuestionBox, post: Post) {
  return html`
    <form aria-label=${t('Question')} @submit=${keepPage}>
      ${notice(state, post)}
      ${queue(state, post)}
      ${recipeChips(state, post)}
      ${along(state, post)}
      <div class="box">
        ${imageList(state.images, 'attached', post)}
        <textarea id="question" rows="1" dir="auto" aria-label=${t('Ask about the images')} placeholder=${placeholder(state)}
          @input=${box.typed} @keydown=${onKey(state, box)}></textarea>
        <div class="bar">
          <button class="icon" type="button" title=${t('Add images…')} aria-label=${t('Add images…')}
            @click=${() => post('pick', {})}>${icon('attach')}</button>
          ${state.images.length > 4 ? html`<span class="amount" aria-hidden="true">${state.images.length}</span>` : nothing}
          ${state.images.length > 1 ? removeAll(post) : nothing}
          ${compareButton(state.images, nothing, 'icon')}
          ${estimate(state, post)}
          ${sendOrStop(state.running, box, post)}
        </div>
      </div>
    </form>`;
}

function removeAll(post: Post) {
  return html`
    <button class="icon" type="button" title=${t('Remove all')} aria-label=${t('Remove all')}
      @click=${() => post('removeAll', {})}>${icon('clear-all')}</button>`;
}

/** The cost of the next question; pressing it has the server count the tokens, which costs nothing. */
function estimate({ estimate }: PanelState, post: Post) {
  if (estimate === undefined) return html`<span class="estimate"></span>`;
  return html`
    <button class="estimate quiet" type="button" title=${estimate.detail} @click=${() => post('count', {})}>
      <span>${estimate.input}${estimate.answer === undefined ? nothing : answerCost(estimate.answer)}</span></button>`;
}

function answerCost(text: string) {
  return html`<span class="dot"> · </span><span class="answerCost">${text}</span>`;
}

/** Enter in the number of a frame would otherwise submit the form as a page does. */
function keepPage(event: Event): void {
  event.preventDefault();
}

/** One element with two names: the focus stays where it is when one takes the place of the other. */
function sendOrStop(running: boolean, box: QuestionBox, post: Post) {
  // The second half of a double click on Send would stop what the first half started.
  const press = ({ detail }: MouseEvent) => {
    if (!running) box.send();
    else if (detail !== 2) post('stop', {});
  };
  const name = running ? t('Stop') : t('Send');
  const title = running ? t('Stop (Escape)') : t('Send (Enter)');
  return html`
    <button class="primary send" type="button" title=${title} aria-label=${name} @click=${press}>
      ${icon(running ? 'debug-stop' : 'send')}</button>`;
}

/** Enter sends, into the queue while an answer arrives; Arrow Up and Down walk through the earlier questions. */
function onKey({ turns }: PanelState, box: QuestionBox) {
  return (event: KeyboardEvent) => {
    // A key that composes a word (Japanese, Chinese, Korean) is not meant for us.
    if (event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      box.send();
    }
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLTextAreaElement))
      return;
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (step === undefined || !isAtEdge(event.target, step < 0 ? 'first' : 'last')) return;
    const questions = turns.map(({ question }) => question);
    if (box.recall(questions, step)) event.preventDefault();
  };
}

function placeholder({ images, turns }: PanelState): string {
  if (images.length > 0) return t('Ask, or press Enter to describe');
  return turns.length > 0 ? t('Ask a follow-up question') : t('Ask about an image');
}

/** Without an image there are none. While an answer arrives they do nothing but keep the focus, and their row, which scrolls, can be reached. */
function recipeChips({ recipes, running, turns }: PanelState, post: Post) {
  if (!recipes.some(({ enabled }) => enabled)) return nothing;
  const press = (id: string) => () => running || post('recipe', { id });
  const chips = recipes.map(
    ({ id, label, enabled }) => html`
      <button class="chip" type="button" ?disabled=${!enabled} aria-disabled=${running ? 'true' : 'false'}
        @click=${press(id)}>${label}</button>`,
  );
  return html`
    <div class="chips ${turns.length > 0 ? 'row' : ''}" role="group" aria-label=${t('Recipes')} @wheel=${scrollSideways}>
      ${chips}
    </div>`;
}

/** A plain mouse wheel only turns one way. */
function scrollSideways({ currentTarget, deltaY }: WheelEvent): void {
  if (currentTarget instanceof Element) currentTarget.scrollLeft += deltaY;
}

function notice({ notice: said }: PanelState, post: Post) {
  if (!said) return nothing;
  const buttons = said.actions.map(
    ({ id, label }) => html`
      <button class="link" type="button" @click=${() => post('act', { id })}>${label}</button>`,
  );
  return html`<div class="notice">${icon('info')}<span>${said.text} ${buttons}</span></div>`;
}

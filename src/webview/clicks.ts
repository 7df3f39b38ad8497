import { answerClick } from './answer/answerClicks.ts';
import type { Post } from './host.ts';
import { t } from './l10n.ts';

/** Milliseconds a button shows that it did what it says. */
const confirmation = 1500;

/**
 * Links and code blocks inside answers, which have no listeners of their own. A link goes to the host, which asks first:
 * the event ends here because the editor's own listener, further up, would open the address at once.
 */
export function acceptClicks(post: Post, announce: (text: string) => void): void {
  document.addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element)) return;
      const link = event.target.closest('a[href]');
      if (link) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (!answerClick(event.target, post) && link) post('link', { href: link.getAttribute('href') ?? '' });
      const done = event.target.closest('[data-confirm], .copyCode');
      if (done) confirm(done, announce);
    },
    { capture: true },
  );
}

function confirm(button: Element, announce: (text: string) => void): void {
  announce(t('Copied.'));
  button.classList.add('confirmed');
  setTimeout(() => button.classList.remove('confirmed'), confirmation);
}

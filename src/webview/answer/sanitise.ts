import DOMPurify from 'dompurify';
import { linkTarget } from './syntax/markdown.ts';

/** Elements that are plain text and structure: nothing that runs, loads, styles or asks. */
export function sanitise(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href', 'title', 'start', 'class'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: linkTarget,
  });
}

const tags = [
  ...['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'pre', 'code', 'a', 'span'],
  ...['em', 'strong', 's', 'table', 'thead', 'tbody', 'tr', 'th', 'td', '#text'],
];

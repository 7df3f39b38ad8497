import type { Post } from '../host.ts';
import { AnswerCode } from './code/answerCode.ts';
import { Diagram } from './diagram/diagram.ts';
import { FileLink } from './files/fileLink.ts';

/** Does what the button or the file link at `target` says; false when there is none. */
export function answerClick(target: Element, post: Post): boolean {
  const file = target.closest('.fileLink')?.parentElement;
  if (file instanceof FileLink) {
    post('openFile', { reference: file.reference });
    return true;
  }
  const button = target.closest('button');
  const block = button?.closest('answer-diagram, answer-code');
  if (block instanceof Diagram) return diagramClick(button?.className ?? '', block, post);
  if (!(block instanceof AnswerCode)) return false;
  const { text, language } = block.code;
  if (button?.classList.contains('copyCode')) post('copyText', { text });
  if (button?.classList.contains('insertCode')) post('insertCode', { text, language });
  if (button?.classList.contains('openCode')) post('openCode', { text, language });
  return true;
}

function diagramClick(name: string, diagram: Diagram, post: Post): boolean {
  if (/\bcopyCode\b/.test(name)) post('copyText', { text: diagram.code.text });
  if (/\bshowSource\b/.test(name)) diagram.toggleSource();
  if (/\bsaveDiagram\b/.test(name)) post('saveDiagram', { svg: diagram.svg });
  return true;
}

import type { Tally } from '../../../core/docs/audit/pageAudit.ts';
import { count } from '../../ui/quantities.ts';

/** The result of an audit in one sentence. */
export function auditSummary({ images, documents, wordless, improvable, missingFiles }: Tally): string {
  if (images === 0) return 'The documents of the workspace show no images.';
  const problems = [
    wordless > 0 && `${count(wordless, 'image needs', 'images need')} alt text`,
    improvable > 0 && `${count(improvable, 'could', 'could')} be improved`,
    missingFiles > 0 && count(missingFiles, 'file is missing', 'files are missing'),
  ].filter((problem) => problem !== false);
  const found = problems.length > 0 ? problems.join(', ') : 'nothing is left to do';
  return `${count(images, 'image')} in ${count(documents, 'document')}: ${found}.`;
}

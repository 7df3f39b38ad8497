declare const __VERSION__: string;

/** Of the package; the build puts it in. */
export const version: string = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0';

export const help = `ask-claude-images ${version}: finds missing and poor alt texts in documentation

Usage
  ask-claude-images audit PATH… [options]
  ask-claude-images write PATH… [--dry-run|--apply|--patch] [--max-cost USD]

PATH is a document, or a folder whose documents are read: Markdown, MDX, HTML, JSX, Vue, Svelte, Astro, AsciiDoc,
reStructuredText, LaTeX, Quarto and Jupyter notebooks. audit needs no key and no network. write asks Claude for the alt texts
that audit warns of, with the key in ANTHROPIC_API_KEY, at the server in ANTHROPIC_BASE_URL if there is one.

Options of audit
  --format FORMAT        text (default), json, markdown, csv, sarif, junit or github
  --max-warnings N       warnings that are let pass (default: 0); errors never are, hints always
  --baseline FILE        leaves out the findings that FILE lists
  --write-baseline FILE  lists all findings of today in FILE, instead of reporting them; also what a baseline accepts
  --changed REV          only documents that differ from a revision of git

Options of write
  --dry-run              says what would be asked, and what it costs (default)
  --apply                writes the alt texts into the documents
  --patch                prints them as a unified diff, and changes nothing
  --max-cost USD         asks no more than this pays for, by an estimate; 0 writes only what was paid for before
  --model ID             the model that is asked (default: claude-sonnet-5-5)

  --help                 shows this
  --version              shows the version

Exit codes
  0  nothing was found, or no more than is let pass; all texts were written
  1  errors, or more warnings than --max-warnings; some texts were left out, as is said
  2  it could not be run to its end

Rules are set in a file .askclauderc.json, and switched off by comments in documents: see docs/rules.md of this package.
`;

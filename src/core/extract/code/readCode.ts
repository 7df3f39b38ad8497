import { asCodeBlock, type CodeBlock, codeBlocks } from '../codeBlock.ts';
import type { Extracted, ExtractionFinding } from '../extractor.ts';
import { unbalanced } from './brackets.ts';

/**
 * Code from a screenshot: without what an editor or a terminal puts before each line, and with its brackets counted. A
 * picture of several files gives a block for each.
 */
export function readCode(answer: string): Extracted {
  const blocks = codeBlocks(answer).map(readBlock);
  if (blocks.length === 0) return { markdown: answer, findings: [] };
  const findings = new Map(
    blocks.flatMap((block) => block.findings).map((one) => [JSON.stringify(one), one]),
  );
  return {
    markdown: blocks.map(({ markdown }) => markdown).join('\n\n'),
    findings: [...findings.values()],
  };
}

function readBlock(block: CodeBlock): Extracted {
  const numbers = withoutLineNumbers(block.code);
  const prompts = withoutPrompts({ ...block, code: numbers ?? block.code });
  const code = prompts ?? numbers ?? block.code;
  const bracket = unbalanced(code, block.language);
  const findings: ExtractionFinding[] = [
    ...(numbers === undefined ? [] : [{ what: 'lineNumbersRemoved' } as const]),
    ...(prompts === undefined ? [] : [{ what: 'promptsRemoved' } as const]),
    ...(bracket ? [{ what: 'brackets', ...bracket } as const] : []),
  ];
  return { markdown: asCodeBlock({ language: block.language, code }), findings };
}

/** Fewest lines whose numbers are taken for line numbers. */
const fewestLines = 3;
const NUMBERED = /^[ \t]*(\d+)(?:[ \t]?[|:.│┃]|(?=[ \t])|$)/;

/** The code without the numbers of its lines; undefined when its lines are not numbered one after the other. */
function withoutLineNumbers(code: string): string | undefined {
  const lines = code.replace(/\n$/, '').split('\n');
  const found = lines.map((line) => NUMBERED.exec(line));
  const first = Number(found[0]?.[1]);
  const numbered = found.every((match, index) => match && Number(match[1]) === first + index);
  if (lines.length < fewestLines || !numbered) return undefined;
  const bare = lines.map((line, index) => line.slice(found[index]?.[0].length));
  const filled = bare.filter((line) => line.trim() !== '');
  // The gap behind the numbers is the same in each line; what is more than that is indentation.
  const gap = Math.min(...filled.map((line) => line.search(/\S/)));
  return `${bare.map((line) => line.slice(gap)).join('\n')}\n`;
}

const PROMPTS: readonly { readonly languages: RegExp; readonly prompt: RegExp }[] = [
  { languages: /^(?:python|py|pycon)$/, prompt: /^(?:>>>|\.\.\.)(?: |$)/ },
  { languages: /^(?:sh|bash|zsh|shell|console|fish)$/, prompt: /^(?:[\w.-]+@[\w.-]+[: ][^$#%]*)?[$%❯#] / },
  { languages: /^(?:powershell|ps1|pwsh)$/, prompt: /^PS [^>]*> ?/ },
  { languages: /^(?:cmd|bat|batch|dos)$/, prompt: /^[A-Z]:\\[^>]*> ?/ },
  { languages: /^(?:irb|ruby)$/, prompt: /^irb\([^)]*\):\d+(?::\d+)?[>*] / },
];

/** The commands without the prompts before them, where every line is one. Undefined where output stands among them. */
function withoutPrompts({ language, code }: CodeBlock): string | undefined {
  const prompt = PROMPTS.find(({ languages }) => languages.test(language))?.prompt;
  const lines = code.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  if (!prompt || filled.length === 0 || !filled.every((line) => prompt.test(line))) return undefined;
  // In a script, a line that begins with # is a comment.
  if (filled.every((line) => line.startsWith('#'))) return undefined;
  return lines.map((line) => line.replace(prompt, '')).join('\n');
}

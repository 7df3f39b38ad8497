/**
 * Words for people go through `t()`, which translates them. This finds the literals that look like words for people:
 * two words beside each other, one with a capital where the editor shows it, and text or a name in a template of the
 * panel. The words of src/host/network are the details of failures, for the log and for support.
 */
export const sentences = {
  create(context) {
    if (!/[\\/]src[\\/](?:host(?![\\/]network)|webview)[\\/]/.test(context.filename)) return {};
    const report = (node, text) =>
      context.report({ node, message: `Write this through t(), so that it is translated: ${text.trim()}` });
    const check = (node, text) => {
      const words = text.replace(/<[^>]*>/g, '').replaceAll(product, '');
      if ((twoWords.test(words) || isShownWord(node, words)) && !isForMachines(node)) report(node, words);
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateLiteral: (node) => {
        const text = node.quasis.map(({ value }) => value.cooked).join('\0');
        if (node.parent.type !== 'TaggedTemplateExpression') return check(node, text);
        const found = shownIn(text);
        if (found) report(node, found);
      },
    };
  },
};

/** The name of the product stands as it is. */
const product = 'Ask Claude';

const twoWords = /\p{L}{2,}[,;.]? (?!codicon)\p{L}{2,}/u;

/** Where the editor or the panel shows a single word. */
const shown = new Set([
  ...[
    'label',
    'title',
    'detail',
    'description',
    'placeHolder',
    'placeholder',
    'prompt',
    'message',
    'tooltip',
  ],
  ...['openLabel', 'text', 'remedy', 'contentText'],
]);

function isShownWord({ parent }, text) {
  const named = parent.type === 'Property' && parent.key.name;
  return shown.has(named) && /^\p{Lu}\p{Ll}/u.test(text);
}

/** The text and the names in a template of the panel; `\0` stands for each value. */
function shownIn(template) {
  const named = /\s(?:aria-label|aria-description|title|placeholder|alt|data-confirm)="[^"\0]*\p{L}[^"]*"/u;
  const text = template
    .replace(/<[^>]*>/g, '\n')
    .replace(/^[^<>]*>|<[^<>]*$/g, '')
    .replaceAll(product, '');
  return named.exec(template)?.[0] ?? /[^\n\0]*\p{L}{2,}[^\n\0]*/u.exec(text)?.[0];
}

/** What is logged, thrown, sent to a model or read by the editor is not shown as it is. */
function isForMachines(node) {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'CallExpression' && machine.test(nameOf(parent.callee))) return true;
    if (parent.type === 'NewExpression' && /(?:Error|RegExp)$/.test(nameOf(parent.callee))) return true;
    if (parent.type === 'VariableDeclarator' && /^(?:system|instruction)/.test(parent.id.name)) return true;
    if (parent.type === 'AssignmentExpression' && nameOf(parent.left) === 'className') return true;
    if (/^(?:TSLiteralType|ImportDeclaration|BinaryExpression)$/.test(parent.type)) return true;
    if (/Statement$|^Program$|Function/.test(parent.type)) return false;
  }
  return false;
}

const machine = /^(?:t|log|info|warn|error|write|debug|querySelector(?:All)?|closest|executeCommand|toggle)$/;

function nameOf(callee) {
  return callee.type === 'MemberExpression'
    ? String(callee.property.name ?? '').replace(/^#/, '')
    : (callee.name ?? '');
}

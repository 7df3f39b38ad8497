export interface EarlyBoxOptions {
  /** Its accessible name. */
  readonly label: string;
  /** It takes the focus at once. */
  readonly focus: boolean;
  readonly nonce: string;
  /** The text of `dist/early/earlyBox.js`: a file of its own would arrive too late. */
  readonly script: string;
}

/** A question box for the top of the page, before any style sheet or script: it can be typed into while those are loaded. */
export function earlyBox({ label, focus, nonce, script }: EarlyBoxOptions): string {
  return `<style nonce="${nonce}">${style}</style>
    <div id="early"><div class="box">
      <textarea rows="1" dir="auto" aria-label="${attribute(label)}" data-focus="${focus ? 'wanted' : ''}"></textarea>
      <div class="bar"></div>
    </div></div>
    <script nonce="${nonce}">${script}</script>`;
}

/** A text as the value of an attribute, between quotes. */
export function attribute(text: string): string {
  return text.replace(/[&"<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** The place of the box while the style sheets are on their way. */
const style = [
  'html,body{height:100%;margin:0;padding:0}',
  'body{display:flex;flex-direction:column}',
  '#early{box-sizing:border-box;width:100%;margin-top:auto;padding:8px 12px 12px}',
  '#early>div>textarea{box-sizing:border-box;display:block;width:100%;border:0;outline:0}',
  '#early>div>textarea{background:none;color:inherit;font:inherit;resize:none}',
].join('');

/** How code of a template language is set off from the markup around it. */
export interface Delimiters {
  readonly open: string;
  readonly close: string;
  /** Comments and raw blocks: quotes mean nothing in them, and no tag in them is one. */
  readonly hidden?: true;
  /** Delimiters of code that may hold tags and stray quotes, as PHP may; braces around those are no template. */
  readonly program?: true;
}

/** The longer openers first. */
export const DELIMITERS: readonly Delimiters[] = [
  // Handlebars: raw blocks and comments.
  { open: '{{{{', close: '{{{{/', hidden: true },
  { open: '{{!--', close: '--}}', hidden: true },
  { open: '{{~!--', close: '--', hidden: true },
  { open: '{{!', close: '}}', hidden: true },
  // Blade and Go.
  { open: '{{--', close: '--}}', hidden: true },
  { open: '{{/*', close: '*/', hidden: true },
  { open: '{{- /*', close: '*/', hidden: true },
  // Mustache without escapes; Liquid, Jinja, Twig, Nunjucks, Go, Angular, Vue and most others.
  { open: '{{{', close: '}}}' },
  { open: '{{', close: '}}' },
  { open: '{!!', close: '!!}' },
  { open: '{%', close: '%}' },
  { open: '{#', close: '#}', hidden: true },
  // JSP and ASP.NET; ERB; EJS. PHP.
  { open: '<%--', close: '--%>', hidden: true },
  { open: '<%#', close: '%>', hidden: true },
  { open: '<%', close: '%>', program: true },
  { open: '<?', close: '?>', program: true },
  // The expression languages of JSP and JSF, Thymeleaf, FreeMarker.
  { open: '${', close: '}' },
  { open: '#{', close: '}' },
  // Razor, and what Blade leaves alone or runs.
  { open: '@*', close: '*@', hidden: true },
  { open: '@verbatim', close: '@endverbatim', hidden: true },
  { open: '@php', close: '@endphp', hidden: true },
];

/** Matches where template code may start. */
export const TEMPLATE_START = String.raw`\{[{%#]|\{!!|<[%?]|[$#]\{|(?<!\w)@[\w*(]`;

/** Statements whose body is not read as markup, up to their `end…`. */
export const RAW_BLOCK = /^\{%[-+~]?\s*(raw|verbatim|comment|highlight|schema|javascript|stylesheet)\b/;

/** `%PUBLIC_URL%`, `%sveltekit.assets%`, `%VITE_TITLE%`: put in by the build. Escaped bytes of an address look similar. */
export const PLACEHOLDER = /%(?:[A-Z][A-Z\d]*_[A-Z\d_]+|[A-Z]{4,}|[a-z]+\.[\w.]+)%/;

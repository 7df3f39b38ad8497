import type { ConnectionFinding, ConnectionReport } from '../network/connectionCheck.ts';
import type { ShownRoute } from '../network/proxy.ts';
import type { UsedTransport } from '../network/transportMemory.ts';
import { failureView } from '../ui/failureText.ts';

/** A connection report as Markdown: the findings, each with its remedy where one is needed. */
export function reportText({ host, findings }: ConnectionReport): string {
  const bad = findings.filter(({ good }) => !good).length;
  const verdict = bad === 0 ? `Connected to ${host}.` : `Cannot connect to ${host}.`;
  return `# Connection to ${host}\n\n${verdict}\n\n${findings.map(line).join('\n')}\n`;
}

function line(finding: ConnectionFinding): string {
  const { text, remedy } = findingText(finding);
  return `- ${finding.good ? '✓' : '✗'} ${text}${finding.good || remedy === undefined ? '' : `\n  ${remedy}`}`;
}

/** Words of a server, a proxy or a certificate on one line and without markup. */
function literal(words: string): string {
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.slice(0, 300).replace(/[\\`*[\]<>&]/g, '\\$&');
}

interface FindingWords {
  readonly text: string;
  readonly remedy?: string;
}

function findingText(finding: ConnectionFinding): FindingWords {
  switch (finding.kind) {
    case 'key':
      return { text: `Key: ${keys[finding.source]}`, remedy: 'Run "Ask Claude: Set API Key".' };
    case 'route':
      return {
        text: `Proxy: ${routeText(finding.route)}`,
        remedy: 'Correct the proxy settings (http.proxy).',
      };
    case 'certificate': {
      const { subject, issuer, root, validTo, problem } = finding.certificate;
      return {
        text: `Certificate: ${literal(subject)}, issued by ${literal(issuer)}, root ${literal(root)}, valid to ${literal(validTo)}${problem ? ` (${literal(problem)})` : ''}`,
        remedy:
          'Add the certificate authority to the certificates of the system, or name it in NODE_EXTRA_CA_CERTS.',
      };
    }
    case 'transport':
      return { text: `Connection: ${transportText(finding.used)}` };
    case 'unreachable': {
      const { text, remedy, detail } = failureView(finding.failure);
      return { text: detail ? `${text} ${literal(detail)}` : text, remedy };
    }
    case 'answer':
      return {
        text: `Answer: HTTP ${finding.status} after ${finding.milliseconds} ms`,
        remedy: statusRemedy(finding.status),
      };
    case 'model':
      return {
        text: `Model: ${literal(finding.model)} ${modelText(finding)}`,
        remedy: 'Run "Ask Claude: Select Model".',
      };
  }
}

function transportText({ transport, because }: UsedTransport): string {
  if (transport === 'undici') return 'made by this extension';
  const reason = because ? `: ${literal(because.detail)}` : '';
  return `made by the editor, because this extension could not connect${reason}`;
}

function modelText({ good, listed }: ConnectionFinding & { kind: 'model' }): string {
  if (listed === undefined) return 'was not checked, since this server has no list of models';
  return good ? 'is available' : `is not among the ${listed} models of this server`;
}

const keys = {
  stored: 'stored in this editor',
  environment: 'from ANTHROPIC_API_KEY of the environment',
  missing: 'none',
} as const;

function routeText(route: ShownRoute): string {
  if (route.kind === 'proxy')
    return `${route.host} (${route.from === 'setting' ? 'http.proxy' : 'environment variable'})`;
  if (route.kind === 'unusable') return 'set, but only the editor itself can use it';
  return {
    noProxySet: 'none is set',
    switchedOff: 'switched off (http.proxySupport)',
    local: 'none, a local address',
    exempt: 'none, the host is exempt (http.noProxy or NO_PROXY)',
  }[route.because];
}

function statusRemedy(status: number): string {
  if (status >= 500) return 'The server has a problem of its own: try again later.';
  return statusRemedies[status] ?? 'This is not the Messages API: correct askClaude.baseUrl.';
}

const statusRemedies: Readonly<Record<number, string>> = {
  401: 'The key is refused: run "Ask Claude: Set API Key".',
  402: 'The account behind the key cannot be billed: check its plan and payment.',
  403: 'The key may not be used here: use another one.',
  408: 'The server was too slow: try again later.',
  429: 'Too many requests for this key: wait a moment.',
};

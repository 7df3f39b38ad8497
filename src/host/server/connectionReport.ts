import * as vscode from 'vscode';
import type { KeySource } from '../../core/errors.ts';
import type { ConnectionFinding, ConnectionReport } from '../network/connectionCheck.ts';
import type { Certificate } from '../network/inspectCertificate.ts';
import type { ShownRoute } from '../network/proxy.ts';
import type { UsedTransport } from '../network/transportMemory.ts';
import { failureView } from '../ui/failureText.ts';
import { number } from '../ui/quantities.ts';

/** A connection report as Markdown: the findings, each with its remedy where one is needed. */
export function reportText({ host, findings }: ConnectionReport): string {
  const bad = findings.filter(({ good }) => !good).length;
  const verdict =
    bad === 0 ? vscode.l10n.t('Connected to {0}.', host) : vscode.l10n.t('Cannot connect to {0}.', host);
  return `# ${vscode.l10n.t('Connection to {0}', host)}\n\n${verdict}\n\n${findings.map(line).join('\n')}\n`;
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
      return {
        text: vscode.l10n.t('Key: {0}', keyText(finding.source)),
        remedy: vscode.l10n.t('Run "Ask Claude: Set API Key".'),
      };
    case 'route':
      return {
        text: vscode.l10n.t('Proxy: {0}', routeText(finding.route)),
        remedy: vscode.l10n.t('Correct the proxy settings (http.proxy).'),
      };
    case 'certificate':
      return {
        text: certificateText(finding.certificate),
        remedy: vscode.l10n.t(
          'Add the certificate authority to the certificates of the system, or name it in NODE_EXTRA_CA_CERTS.',
        ),
      };
    case 'transport':
      return { text: transportText(finding.used) };
    case 'unreachable': {
      const { text, remedy, detail } = failureView(finding.failure);
      return { text: detail ? `${text} ${literal(detail)}` : text, remedy };
    }
    case 'answer':
      return {
        text: vscode.l10n.t('Answer: HTTP {0} after {1} ms', finding.status, number(finding.milliseconds)),
        remedy: statusRemedy(finding.status),
      };
    case 'model':
      return {
        text: modelText(finding),
        remedy: vscode.l10n.t('Run "Ask Claude: Select Model".'),
      };
  }
}

function transportText({ transport, because }: UsedTransport): string {
  if (transport === 'undici') return vscode.l10n.t('Route: direct from the extension');
  return because
    ? vscode.l10n.t(
        'Route: through the editor, because the extension could not connect: {0}',
        literal(because.detail),
      )
    : vscode.l10n.t('Route: through the editor, because the extension could not connect');
}

function certificateText({ subject, issuer, root, validTo, problem }: Certificate): string {
  const text = vscode.l10n.t(
    'Certificate: {0}, issued by {1}, root {2}, valid to {3}',
    ...[subject, issuer, root, validTo].map(literal),
  );
  return problem ? `${text} (${literal(problem)})` : text;
}

function modelText({ good, listed, model }: ConnectionFinding & { kind: 'model' }): string {
  const name = literal(model);
  if (listed === undefined)
    return vscode.l10n.t('Model: {0} was not checked, since this server has no list of models', name);
  return good
    ? vscode.l10n.t('Model: {0} is available', name)
    : vscode.l10n.t('Model: {0} is not among the {1} models of this server', name, number(listed));
}

function keyText(source: KeySource): string {
  return {
    stored: () => vscode.l10n.t('stored in this editor'),
    environment: () => vscode.l10n.t('from ANTHROPIC_API_KEY of the environment'),
    missing: () => vscode.l10n.t('none'),
  }[source]();
}

function routeText(route: ShownRoute): string {
  if (route.kind === 'proxy')
    return route.from === 'setting'
      ? vscode.l10n.t('{0} (http.proxy)', route.host)
      : vscode.l10n.t('{0} (environment variable)', route.host);
  if (route.kind === 'unusable') return vscode.l10n.t('set, but only the editor itself can use it');
  return {
    noProxySet: () => vscode.l10n.t('none is set'),
    switchedOff: () => vscode.l10n.t('switched off (http.proxySupport)'),
    local: () => vscode.l10n.t('none, a local address'),
    exempt: () => vscode.l10n.t('none, the host is exempt (http.noProxy or NO_PROXY)'),
  }[route.because]();
}

function statusRemedy(status: number): string {
  if (status >= 500) return vscode.l10n.t('The server reported an error: try again later.');
  return (
    statusRemedies[status]?.() ?? vscode.l10n.t('This is not the Messages API: correct askClaude.baseUrl.')
  );
}

const statusRemedies: Readonly<Record<number, () => string>> = {
  401: () => vscode.l10n.t('The key is refused: run "Ask Claude: Set API Key".'),
  402: () => vscode.l10n.t('The account of this key cannot be billed: check its plan and payment.'),
  403: () => vscode.l10n.t('The key has no permission for this: use another one.'),
  408: () => vscode.l10n.t('The server was too slow: try again later.'),
  429: () => vscode.l10n.t('Too many requests for this key: wait a moment.'),
};

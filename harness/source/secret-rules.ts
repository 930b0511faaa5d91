import type { lintSource } from '@secretlint/core';
import type { SecretHit } from './secret-names.ts';
import { isPlaceholder } from './secret-value.ts';

/** Rules of secretlint that are asked, and the words without which none of them finds anything. */
export const ruleWords: Readonly<Record<string, RegExp>> = {
  '1password': /ops_ey/,
  anthropic: /sk-ant-/,
  aws: /(?:SECRET|secret|Secret)_?(?:ACCESS|access|Access)_?(?:KEY|key|Key)/,
  cloudflare: /cfk_|cfut_|cfat_/,
  databricks: /dapi[A-Fa-f0-9]/,
  docker: /dckr_pat_/,
  figma: /figd_/,
  github: /gh[pousr]_|github_pat_/,
  gitlab: /glpat-/,
  grafana: /glc_|glsa_/,
  groq: /gsk_/,
  'hashicorp-vault': /hv[sbr]\./,
  huggingface: /hf_/,
  linear: /lin_api_/,
  notion: /ntn_/,
  npm: /npm_|_authToken|x-oauth-basic/,
  openai: /T3BlbkFJ/,
  privatekey: /PRIVATE KEY/,
  sendgrid: /SG\./,
  shopify: /shp(?:pa|ca|at|ss)_/,
  slack: /xox[bpaor]-|xapp-|[hH][oO][oO][kK][sS]\.[sS][lL][aA][cC][kK]\./,
  stripe: /[sr]k_(?:live|test)_/,
  tailscale: /tskey-/,
  vercel: /vc[piark]_/,
};

/**
 * Comments that switch rules off are the candidate's to write. Addresses with a password are read by a rule of ours, and the
 * key in a service account's JSON is found as a private key.
 */
export const rulesSetAside: readonly string[] = [
  'filter-comments',
  'basicauth',
  'database-connection-string',
  'gcp',
];

const anyWord = new RegExp(
  Object.values(ruleWords)
    .map(({ source }) => source)
    .join('|'),
);

/** Whether any rule could find something: one linear look, so that most submissions never load the rules. */
export const mayHoldToken = (text: string): boolean => anyWord.test(text);

export type FindTokens = (text: string) => Promise<readonly SecretHit[]>;

type Message = Awaited<ReturnType<typeof lintSource>>['messages'][number];

/** What is to be masked; null where it is a placeholder. */
const secretOf = ({ messageId, range, data }: Message, text: string): string | null => {
  const given = Object.values(data ?? {}).filter((value) => typeof value === 'string');
  const whole = text.slice(range[0], range[1]);
  const value = given.find((one) => one.length >= 16 && text.includes(one)) ?? whole;
  return messageId.startsWith('PrivateKey') || !isPlaceholder(value) ? value : null;
};

/** `HUGGINGFACE_USER_ACCESS_TOKEN` and `AWSAccessKeyID` as words. */
const kindOf = (messageId: string): string =>
  messageId
    .replaceAll(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4')
    .replaceAll('_', ' ')
    .toLowerCase();

/**
 * Loads secretlint's rules. Nothing else of it: it looks for no configuration, knows no path, and comments in a file
 * switch nothing off. https://github.com/secretlint/secretlint
 */
export const loadTokenRules = async (): Promise<FindTokens> => {
  const [core, preset] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const chosen = preset.rules.filter(({ meta }) =>
    Object.hasOwn(ruleWords, meta.id.replace('@secretlint/secretlint-rule-', '')),
  );
  const options = {
    config: { rules: chosen.map((rule) => ({ id: rule.meta.id, rule })) },
    noPhysicFilePath: true,
  };
  return async (content) => {
    const source = { filePath: '', content, contentType: 'text' as const, ext: '.txt' };
    const { messages } = await core.lintSource({ source, options });
    return messages.flatMap((message) => {
      const value = secretOf(message, content);
      return value === null ? [] : [{ line: message.loc.start.line, value, kind: kindOf(message.messageId) }];
    });
  };
};

import type { CareEvidence } from '../evidence/care.ts';
import { baseName } from '../source/paths.ts';
import { lookedInto } from '../source/secrets.ts';
import type { SecretFact } from '../source/types.ts';
import { findLeftovers } from './care-leftovers.ts';
import { findLicence } from './care-licence.ts';
import { masked } from './mask.ts';
import type { FilesContext } from './types.ts';

export type CareContext = Pick<FilesContext, 'facts'> & {
  readonly workspace: Pick<FilesContext['workspace'], 'leftOut'>;
};

const maxSecrets = 100;
const maxLarge = 20;
const large = 1024 * 1024;
const longestExcerpt = 200;

/** All secrets of a line are masked in it: others may stand beside the one that it is quoted for. */
const excerptOf = ({ path, line, text }: SecretFact, secrets: readonly SecretFact[]): string =>
  secrets
    .filter((other) => other.path === path && other.line === line)
    .reduce((shown, { value }) => shown.replaceAll(value.split('\n')[0] ?? value, () => masked(value)), text)
    .slice(0, longestExcerpt);

const secretsOf = ({ facts }: CareContext): CareEvidence['secrets'] => {
  const secrets = facts.secrets.slice(0, maxSecrets);
  const found = secrets.map((secret) => {
    const { path, line, kind, value, weak } = secret;
    const text = value.includes('-----BEGIN') ? '-----BEGIN PRIVATE KEY-----' : excerptOf(secret, secrets);
    return { path, line, text, kind, masked: masked(value), ...(weak ? { weak } : {}) };
  });
  return { found, files: lookedInto(facts.files).size };
};

/** Data and models by their names, and anything else of a size that no text has. */
const dataOf = ({ facts, workspace }: CareContext): CareEvidence['data'] => {
  const own = facts.files.flatMap(({ path, bytes, kind, origin }) =>
    origin === 'own' && (kind === 'data' || kind === 'model' || kind === 'other')
      ? [{ path, bytes, kind }]
      : [],
  );
  const data = own.filter(({ kind }) => kind !== 'other');
  const tooBig = workspace.leftOut.flatMap(({ path, because }) =>
    because === 'too-big' ? [{ path, bytes: null, kind: 'other' as const }] : [],
  );
  const largest = own.filter(({ bytes }) => bytes >= large).toSorted((a, b) => b.bytes - a.bytes);
  return {
    files: data.length,
    bytes: data.reduce((sum, { bytes }) => sum + bytes, 0),
    large: [...tooBig, ...largest].slice(0, maxLarge),
  };
};

/** How the files of a submission were looked after. Pure. */
export const gatherCare = (context: CareContext): CareEvidence => {
  const { files } = context.facts;
  // A tool writes one of its own into its folder: that says nothing of the rest.
  const [gitignore] = files
    .filter(({ path, bytes, origin }) => origin === 'own' && bytes > 0 && baseName(path) === '.gitignore')
    .filter(({ path }) => !/(^|\/)\.\w+\//.test(path))
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length);
  return {
    secrets: secretsOf(context),
    data: dataOf(context),
    leftovers: findLeftovers(
      files,
      context.workspace.leftOut.filter(({ because }) => because === 'dependencies').map(({ path }) => path),
    ),
    gitignore: gitignore ? { path: gitignore.path, line: 1 } : null,
    licence: findLicence(context.facts),
  };
};

import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import { certificateVariables, type IndexSources, indexSettings } from './index-settings.ts';
import { readNpmConfig } from './npm-config.ts';
import type { IndexConfig } from './types.ts';

/** Settings of uv, and of every program that meets a proxy, that mean the same inside the workshop. */
const passedOn = [
  'UV_INDEX_STRATEGY',
  'UV_INSECURE_HOST',
  'UV_HTTP_TIMEOUT',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
];

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

const secretsIn = (url: string): readonly string[] => {
  const [, , raw = ''] = /^[\w+.=-]*?:\/\/([^/@\s]*?):?([^/@:\s]*)@/.exec(url) ?? [];
  if (raw === '') return [];
  let decoded = raw;
  try {
    decoded = decodeURIComponent(raw);
  } catch {
    decoded = raw;
  }
  return [...new Set([raw, decoded])];
};

/** `UV_INDEX_<NAME>_USERNAME` and `_PASSWORD` hold what an address leaves out. */
const credentials = ({ env }: IndexSources): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      /^UV_INDEX_\w+_(?:USERNAME|PASSWORD)$/.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );

const netrcSecrets = (text: string | null): readonly string[] =>
  [...(text ?? '').matchAll(/\bpassword\s+(\S+)/g)].map(([, secret = '']) => secret);

const certificateOf = (sources: IndexSources, path: string | null) => {
  if (path === null || path === '') return [];
  const text = sources.readFile(path);
  if (text !== null) return [{ path: 'authorities.pem', text, variable: 'SSL_CERT_FILE' }];
  throw new HarnessError({
    code: 'CERTIFICATE_MISSING',
    message: `The certificate file ${path}, named in your pip or uv settings, cannot be read.`,
    hint: `Correct or unset ${certificateVariables.join(', ')}, or \`cert\` in pip.conf.`,
  });
};

/**
 * The operator's package index, extra indexes and certificate authority, from the usual variables and files of uv and
 * pip, variables first. Rejects nothing but a certificate file that is not there.
 */
export const readIndexConfig = (sources: IndexSources): IndexConfig => {
  const settings = indexSettings(sources);
  const main = settings.map((one) => one.main).find((one) => one !== null && one !== '') ?? null;
  const extra = settings.map((one) => one.extra).find((one) => one.length > 0) ?? [];
  const links = settings.map((one) => one.links).find((one) => one.length > 0) ?? [];
  const hosts = settings.map((one) => one.hosts).find((one) => one.length > 0) ?? [];
  const certificate = settings.map((one) => one.certificate).find((one) => one !== null) ?? null;
  const netrcPath = sources.env.NETRC ?? join(sources.home, '.netrc');
  const netrc = sources.readFile(netrcPath);
  const named = credentials(sources);
  const kept = passedOn.flatMap((name): readonly [string, string][] => {
    const value = sources.env[name];
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  return {
    env: {
      ...Object.fromEntries(kept),
      ...named,
      ...(main === null ? {} : { UV_DEFAULT_INDEX: main }),
      ...(extra.length === 0 ? {} : { UV_INDEX: extra.join(' ') }),
      ...(links.some(isUrl) ? { UV_FIND_LINKS: links.filter(isUrl).join(',') } : {}),
      ...(hosts.length === 0 ? {} : { UV_INSECURE_HOST: hosts.join(' ') }),
    },
    files: [
      ...certificateOf(sources, certificate),
      ...(netrc === null ? [] : [{ path: 'netrc', text: netrc, variable: 'NETRC' }]),
    ],
    secrets: [
      ...[main ?? '', ...extra, ...links, ...kept.map(([, value]) => value)].flatMap(secretsIn),
      ...Object.values(named),
      ...netrcSecrets(netrc),
    ].filter((secret) => secret.length > 2),
    ignored: links
      .filter((link) => !isUrl(link))
      .map((link) => `the folder of packages ${link} is not visible to the workshop`),
    npm: readNpmConfig(sources),
  };
};

import { join } from 'node:path';
import type { IndexSources } from './index-settings.ts';
import type { NpmConfig } from './types.ts';

/** Settings of npm that say which registry, how to reach it, and who asks. */
const passedOn = [
  'registry',
  'proxy',
  'https-proxy',
  'noproxy',
  'strict-ssl',
  '_auth',
  '_authToken',
  'email',
];
const scoped = /^(?:@[\w.-]+:registry|\/\/[^\s=]+:(?:_authToken|_auth|username|_password|email))$/;
const secret = /(?:_authToken|_auth|_password)$/;

type Setting = readonly [key: string, value: string];

/** npm writes `${NAME}` in its files for a variable of the environment. */
const expand = (value: string, env: IndexSources['env']): string =>
  value.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => env[name] ?? whole);

const settingsIn = (text: string | null, env: IndexSources['env']): readonly Setting[] =>
  (text ?? '').split('\n').flatMap((line): Setting[] => {
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined
      ? []
      : [[key, expand(value.replace(/^"(.*)"$/, '$1'), env)]];
  });

/** `NPM_CONFIG_HTTPS_PROXY` and `npm_config_https_proxy` are `https-proxy`. */
const fromVariables = (env: IndexSources['env']): readonly Setting[] =>
  Object.entries(env).flatMap(([name, value]): Setting[] => {
    const [, key] = /^npm_config_(.+)$/i.exec(name) ?? [];
    if (key === undefined || value === undefined || value === '') return [];
    return [
      [key.startsWith('//') || key.startsWith('@') ? key : key.toLowerCase().replaceAll('_', '-'), value],
    ];
  });

const userFile = ({ env, home }: IndexSources): string =>
  env.NPM_CONFIG_USERCONFIG ?? env.npm_config_userconfig ?? join(home, '.npmrc');

const passwordIn = (url: string): readonly string[] => {
  const [, password] = /^https?:\/\/[^/@\s]*?:([^/@\s]+)@/.exec(url) ?? [];
  return password === undefined ? [] : [password, decodeURIComponent(password)];
};

const secretsIn = (settings: readonly Setting[]): readonly string[] =>
  settings.flatMap(([key, value]) => (secret.test(key) ? [value] : passwordIn(value)));

/**
 * The operator's registry, proxies and credentials from npm's own variables and the user's .npmrc, variables first, and the
 * certificate authorities that Node is told of. https://docs.npmjs.com/cli/configuring-npm/npmrc
 */
export const readNpmConfig = (sources: IndexSources): NpmConfig => {
  const { env, readFile } = sources;
  const all = [...settingsIn(readFile(userFile(sources)), env), ...fromVariables(env)];
  const kept = all.filter(([key]) => passedOn.includes(key) || scoped.test(key));
  const authorities = [all.findLast(([key]) => key === 'cafile')?.[1], env.NODE_EXTRA_CA_CERTS]
    .flatMap((path) => (path === undefined || path === '' ? [] : (readFile(path) ?? [])))
    .join('\n');
  return {
    npmrc: [...new Map(kept)].map(([key, value]) => `${key}=${value}\n`).join(''),
    authorities: authorities === '' ? null : authorities,
    secrets: secretsIn(kept).filter((one) => one.length > 2),
  };
};

import { basename, resolve } from 'node:path';
import { refuse } from './errors.ts';
import { shown, withoutCredentials } from './escape.ts';
import { allowedUrl, type UrlPolicy } from './url.ts';

/** What the operator named: a place to fetch from, or a path on this machine. `origin` and `name` hold no credentials. */
export type Source = {
  readonly kind: 'url' | 'path';
  /** The URL to fetch, or the absolute path. */
  readonly location: string;
  readonly origin: string;
  readonly name: string;
};

const scp = /^[A-Za-z0-9_][\w.-]*@[\w.-]+:(?!\/\/)[^:]+$/;

/** `git@host:owner/name` is ssh for short. */
const inFull = (source: string): string => (scp.test(source) ? `ssh://${source.replace(':', '/')}` : source);

const isUrl = (source: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(source);

const stem = (path: string): string =>
  basename(path).replace(/\.(git|zip|tgz|tar\.gz)$/i, '') || 'submission';

const refuseTransport = (source: string): never => {
  throw refuse('URL_NOT_ALLOWED', {
    message: `"${shown(withoutCredentials(source))}" is neither a path nor an https or ssh URL.`,
    hint: 'Give an https URL, an ssh URL with a key, a folder, a .zip or a .tar.gz.',
  });
};

/** Sorts a source by its form alone: nothing is opened and no process is started. Throws URL_NOT_ALLOWED. */
export const describeSource = (source: string, policy: UrlPolicy): Source => {
  const full = inFull(source);
  if (isUrl(full)) {
    const url = allowedUrl(full, policy);
    return { kind: 'url', location: url.href, origin: withoutCredentials(source), name: stem(url.pathname) };
  }
  // `ext::sh -c ...` starts a program, and a leading dash is an option: git takes both where it expects a URL.
  if (source === '' || source.includes('::') || /^-/.test(source) || /\p{Cc}/u.test(source))
    refuseTransport(source);
  const path = resolve(source);
  return { kind: 'path', location: path, origin: source, name: stem(path) };
};

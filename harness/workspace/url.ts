import { isIP } from 'node:net';
import { refuse } from './errors.ts';
import { shown, withoutCredentials } from './escape.ts';

export type UrlPolicy = {
  /** Hosts that may also be reached by plain http, by address, or in a private network. */
  readonly allowHttpHosts: readonly string[];
  readonly ssh: boolean;
};

type Objection = { readonly because: string; readonly hint: string };
type Rule = (url: URL, policy: UrlPolicy) => Objection | null;

const vouchedFor = (url: URL, policy: UrlPolicy): boolean =>
  policy.allowHttpHosts.some((host) => host === url.host || host === url.hostname);

/** `.local` and `.localhost` are RFC 6762 and 6761; `.internal` is reserved by ICANN, and clouds keep metadata there. */
const isPrivate = (host: string): boolean => {
  // The parser of https brings addresses to one form (0x7f.1, 2130706433); that of ssh leaves them as they are.
  const normal = URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : host;
  return isIP(normal.replace(/^\[|\]$/g, '')) !== 0 || /(^|\.)(localhost|local|internal)\.?$/i.test(normal);
};

const encodedControl = /%(0\d|1\d|0[a-f]|1[a-f]|7f)/i;

const rules: readonly Rule[] = [
  (url) =>
    /^(https?|ssh):$/.test(url.protocol)
      ? null
      : {
          because: `${url.protocol}// is not a transport for strangers' code`,
          hint: 'Give an https URL, or the path itself.',
        },
  (url, policy) =>
    url.protocol !== 'http:' || vouchedFor(url, policy)
      ? null
      : {
          because: 'plain http can be read and changed on its way',
          hint: 'Use https, or vouch for the host with --allow-http.',
        },
  (url, policy) =>
    url.protocol !== 'ssh:' || policy.ssh
      ? null
      : {
          because: 'ssh needs a key that was chosen for it',
          hint: 'Pass a read-only deploy key with --ssh-key, or use the https URL.',
        },
  (url) =>
    url.password === '' && (url.protocol === 'ssh:' || url.username === '')
      ? null
      : {
          because: 'it carries a user name or a password',
          hint: 'Use an ssh URL with --ssh-key, or clone it yourself and give the folder.',
        },
  (url) =>
    url.username === '' || /^[a-z0-9_][\w.-]*$/i.test(url.username)
      ? null
      : { because: 'its user name is not one of ssh', hint: 'Use a URL such as ssh://git@host/owner/name.' },
  (url) =>
    url.search === '' && url.hash === '' && !encodedControl.test(url.pathname)
      ? null
      : {
          because: 'it has more than a path after the host',
          hint: 'Give the URL of the repository alone, and a branch with --ref.',
        },
  (url) =>
    url.hostname !== '' && !url.hostname.startsWith('-') && url.pathname.length > 1
      ? null
      : { because: 'it names no repository', hint: 'Use a URL such as https://host/owner/name.' },
  (url, policy) =>
    vouchedFor(url, policy) || !isPrivate(url.hostname)
      ? null
      : {
          because: `${url.hostname} is not a public name`,
          hint: 'Vouch for an internal host with --allow-http.',
        },
];

const notAUrl: Objection = { because: 'it is not a URL', hint: 'Use a URL such as https://host/owner/name.' };

const objectionTo = (url: URL, policy: UrlPolicy): Objection | null =>
  rules.reduce<Objection | null>((found, rule) => found ?? rule(url, policy), null);

/** A URL that git may be given. Throws URL_NOT_ALLOWED, without repeating credentials. */
export const allowedUrl = (text: string, policy: UrlPolicy): URL => {
  const url = URL.canParse(text) && !/[\p{Cc}\s]/u.test(text) ? new URL(text) : null;
  const objection = url === null ? notAUrl : objectionTo(url, policy);
  if (url !== null && objection === null) return url;
  const { because, hint } = objection ?? notAUrl;
  throw refuse('URL_NOT_ALLOWED', {
    message: `${shown(withoutCredentials(text))} cannot be cloned: ${because}.`,
    hint,
  });
};

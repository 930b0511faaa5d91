import type { Dossier, Place } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';

type Submission = Dossier['header']['submission'];

/** Where a link may lead: https, no credentials, one of the public forges. A submission cannot choose another. */
const hosts: readonly string[] = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];

const publicUrl = (address: string): URL | null => {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username || url.password || url.port || url.search || url.hash)
    return null;
  return hosts.includes(url.hostname) ? url : null;
};

const forgeOf = ({ forge }: Submission): URL | null => {
  const url = forge === null ? null : publicUrl(forge);
  return url?.pathname.endsWith('/') ? url : null;
};

/** A page of a public forge; null for any other, which is shown and not linked. */
export const pageLink = (address: string): string | null => publicUrl(address)?.href ?? null;

const safePath = (path: string): string | null => {
  const parts = path.split('/');
  const odd = parts.some((part) => part === '' || part === '.' || part === '..' || !part.isWellFormed());
  return odd ? null : parts.map(encodeURIComponent).join('/');
};

const lines = ({ line, endLine }: Place): string =>
  endLine !== undefined && endLine > line ? `L${line}-L${endLine}` : `L${line}`;

/** The file's lines at the graded commit; null without a forge that may be linked. */
export const placeLink = (submission: Submission, place: Place): string | null => {
  const forge = forgeOf(submission);
  const path = safePath(place.path);
  return forge && path ? `${forge.href}${path}#${lines(place)}` : null;
};

/** The commit's page: the forge's `blob` address with `tree` in its place. */
export const commitLink = (submission: Submission): string | null => {
  const forge = forgeOf(submission);
  return forge ? forge.href.replace(/\/blob\/([^/]+)\/$/, '/tree/$1') : null;
};

/** `src/app.py:12` or `src/app.py:12–20`. */
export const placeText = ({ path, line, endLine }: Place): string => {
  const last = endLine !== undefined && endLine > line ? `–${endLine}` : '';
  return `${visible(path, caps.name)}:${line}${last}`;
};

import { parseMarker } from './marker.ts';
import type { Requirement } from './types.ts';

/** Either what was understood of one dependency, or why none of it is obeyed. */
export type ParsedRequirement = { readonly requirement: Requirement } | { readonly because: string };

const maxLength = 1000;
const archive = /\.(?:whl|zip|egg|exe|txt|toml|cfg|py|tar|tgz|tbz|gz|bz2|xz|lzma)$/i;

/** PEP 440, appendix B, without the local part's rarer separators. */
const version =
  /^v?(?:\d{1,6}!)?\d{1,18}(?:\.\d{1,18}){0,12}(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d{0,9})?(?:-\d{1,9}|[-_.]?(?:post|rev|r)[-_.]?\d{0,9})?(?:[-_.]?dev[-_.]?\d{0,9})?(?:\+[a-z0-9]{1,40}(?:[-_.][a-z0-9]{1,40}){0,6})?$/i;

const wildcard = /^v?(?:\d{1,6}!)?\d{1,18}(?:\.\d{1,18}){0,12}\.\*$/;

export const normalName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** One clause such as `>=1.2`, in one form; null when it is not one. `>=1.*` means `>=1` to every installer. */
const clause = (text: string): string | null => {
  const [, operator = '', rest = ''] = /^(===|==|~=|!=|<=|>=|<|>)\s*(\S+)$/.exec(text.trim()) ?? [];
  const equality = operator === '==' || operator === '!=';
  if (equality && wildcard.test(rest)) return `${operator}${rest}`;
  const plain = wildcard.test(rest) ? rest.slice(0, -2) : rest;
  if (!version.test(plain)) return null;
  if (operator === '===') return `==${plain}`;
  return operator === '~=' && !/\d\.\d/.test(plain) ? `>=${plain}` : `${operator}${plain}`;
};

/** Comma-separated clauses in one form; null when any is not one. */
const parseSpecifier = (text: string): string | null => {
  const bare = text
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim();
  if (bare === '' || bare === '*') return '';
  const clauses = bare.replace(/,$/, '').split(',').map(clause);
  return clauses.every((one) => one !== null) ? clauses.join(',') : null;
};

const parseExtras = (text: string): readonly string[] | null => {
  const extras = text
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
  return extras.every((extra) => /^[A-Za-z0-9][\w.-]{0,99}$/.test(extra)) ? extras.map(normalName) : null;
};

/** Why a line can never be a plain requirement, whatever else it says. */
const refusal = (text: string): string | null => {
  if (text.length > maxLength) return 'longer than any requirement';
  if (text.includes('$')) return 'reads a variable';
  if (/^-/.test(text)) return 'an option for the installer';
  if (/^[\w.+-]+\s*(?:\[[^\]]*\])?\s*@/.test(text) || /:\/\/|^(?:git|hg|svn|bzr)\+|^file:/i.test(text)) {
    return 'a URL, not a release from the index';
  }
  if (/[/\\]/.test(text) || /^[.~]/.test(text)) return 'a local path';
  return null;
};

/**
 * One PEP 508 requirement: name, extras, versions and marker, and nothing else. URLs, paths, options and variables are
 * refused: pip obeys each of them, and one line can thereby print a file or leave the index.
 */
export const parseRequirement = (line: string): ParsedRequirement => {
  const text = line.trim();
  const because = refusal(text.split(';')[0] ?? '') ?? (text.includes('$') ? 'reads a variable' : null);
  if (because !== null) return { because };
  const match =
    /^([A-Za-z0-9](?:[\w.-]{0,98}[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*([^;]*?)\s*(?:;(.*))?$/.exec(text);
  if (!match) return { because: 'not a requirement' };
  const [, name = '', extrasText = '', specifierText = '', markerText] = match;
  if (archive.test(name)) return { because: 'names a file' };
  const extras = parseExtras(extrasText);
  const specifier = parseSpecifier(specifierText);
  const marker = markerText === undefined ? '' : parseMarker(markerText);
  if (extras === null) return { because: 'extras that are not names' };
  if (specifier === null) return { because: 'versions that are not in the form of PEP 440' };
  if (marker === null) return { because: 'a marker that is not in the form of PEP 508' };
  return { requirement: { name: normalName(name), extras, specifier, marker } };
};

/** A requirement as the resolver is given it. */
export const formatRequirement = ({ name, extras, specifier, marker }: Requirement): string =>
  `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${specifier}${marker === '' ? '' : ` ; ${marker}`}`;

/** True when one release and no other will do. */
export const isPinned = ({ specifier }: Requirement): boolean => /(?:^|,)==[^*]+$/.test(specifier);

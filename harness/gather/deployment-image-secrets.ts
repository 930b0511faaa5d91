import { isPlaceholder } from '../source/secret-value.ts';
import { type Instruction, pairs } from '../start/dockerfile.ts';
import { chainOf } from '../start/dockerfile-stages.ts';
import { type Described, isCopy, type Practice, shownAt, sourcesOf } from './deployment-instructions.ts';

const secretName =
  /(^|_)(secret|token|password|passwd|api_?key|access_?key|private_?key|credentials?)(_key)?$/i;

/** A default that everybody knows is no secret, but an argument is written into the image's history whatever it is. */
const keepsSecret = ({ name, text }: Instruction): boolean => {
  if (name === 'ARG' && !text.includes('=')) return secretName.test(text.trim());
  return (
    (name === 'ARG' || name === 'ENV') &&
    pairs(text).some(([key, value]) => secretName.test(key) && !isPlaceholder(value))
  );
};

export const noSecret = ({ path, stages }: Described): Practice | null => {
  const all = stages.flatMap(({ instructions }) => instructions);
  const kept = all.find(keepsSecret);
  const some = kept ?? all.find(({ name }) => name === 'ENV' || name === 'ARG');
  return some ? { practice: 'no secret in ARG or ENV', holds: !kept, shown: shownAt(path, some) } : null;
};

/** Files that hold secrets by what they are: settings of one machine, private keys, folders of secrets. */
const holdsSecrets =
  /(^|\/)(\.env(\.(?!example|sample|template|dist|defaults?)[\w.-]+)?|id_(rsa|ed25519|ecdsa|dsa)|\.netrc|[\w.-]+\.(pem|p12|pfx)|\.?secrets?(\/[\w./-]*)?)$/i;
/** What everybody may see of a pair of keys. */
const isPublic = /(^|[/._-])(ca|certs?|certificates?|chain|fullchain|bundle|public|pub)([/._-]|$)/i;
const isPattern = /[*?[$]|:\/\//;

const setsSecret = (text: string): boolean =>
  text.split(/\r?\n/).some((line) => {
    const [, key = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*["']?([^"'#]*)/.exec(line) ?? [];
    return secretName.test(key) && value.trim() !== '' && !isPlaceholder(value.trim());
  });

/** Whether a source of COPY brings a secret: null for one that cannot be told, such as a file of certificates that is not there. */
const bringsSecret = ({ files, read, secrets }: Described, source: string): boolean | null => {
  const path = source.replace(/^(\.?\/)+/, '').replace(/\/$/, '');
  if (isPattern.test(source) || !holdsSecrets.test(path)) return null;
  const there = [...files].filter((file) => `/${file}/`.includes(`/${path}/`));
  if (there.length === 0) return isPublic.test(path) ? null : true;
  return there.some((file) => secrets.has(file) || setsSecret(read(file) ?? ''));
};

/** Who has the image has its layers, and every file that was copied into one. */
export const copiedSecret = (described: Described): Practice | null => {
  const asked = chainOf(described.final)
    .filter(isCopy)
    .flatMap((copy) =>
      sourcesOf(copy).flatMap((source) => {
        const brings = bringsSecret(described, source);
        return brings === null ? [] : [{ copy, brings }];
      }),
    );
  const shown = asked.find(({ brings }) => brings) ?? asked[0];
  if (!shown) return null;
  return {
    practice: 'no secret copied in',
    holds: !shown.brings,
    shown: shownAt(described.path, shown.copy),
  };
};

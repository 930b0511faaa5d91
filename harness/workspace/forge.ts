const forges: Readonly<Record<string, (commit: string) => string>> = {
  'github.com': (commit) => `blob/${commit}`,
  'gitlab.com': (commit) => `-/blob/${commit}`,
  'bitbucket.org': (commit) => `src/${commit}`,
  'codeberg.org': (commit) => `src/commit/${commit}`,
};

const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/;
const name = /^\w[\w.-]*$/;

const hostAndPath = (remote: string): { readonly host: string; readonly path: string } | null => {
  const short = scp.exec(remote);
  if (short) return { host: short[1] ?? '', path: short[2] ?? '' };
  const url = URL.canParse(remote) ? new URL(remote) : null;
  return url && /^(https|ssh):$/.test(url.protocol) ? { host: url.hostname, path: url.pathname } : null;
};

/**
 * Where files at a commit can be read on a public forge, ending in `/`; null for other hosts and odd paths.
 * Each forge has its own form; credentials in `remote` never reach the result, which is built from host and names.
 */
export const forgeLink = (remote: string, commit: string): string | null => {
  const found = hostAndPath(remote);
  const file = found && forges[found.host.toLowerCase()];
  if (!found || !file) return null;
  const parts = found.path
    .replace(/\.git$/, '')
    .split('/')
    .filter((part) => part !== '');
  const sound = parts.length >= 2 && parts.length <= 8 && parts.every((part) => name.test(part));
  return sound ? `https://${found.host.toLowerCase()}/${parts.join('/')}/${file(commit)}/` : null;
};

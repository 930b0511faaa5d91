import type { Excerpt } from '../types.ts';
import type { Reading } from './calls.ts';
import { oneLine, placeOf } from './text.ts';
import type { PythonFile } from './types.ts';

const maxPaths = 100;
const longestPath = 200;

/**
 * An absolute path that exists on one machine: in somebody's home folder, on a lettered or mounted drive, or in a hosted
 * notebook. `/app`, `/root`, `/tmp` and the like are made by whoever builds the container, and are not meant.
 */
const machinePath =
  /^(?:file:\/\/)?(?:\/(?:Users|home|Volumes|media)\/[^\s/'"<>{}$*]+\/?|[A-Za-z]:(?:\\{1,2}|\/)(?!\/)[\w .-]+|\/mnt\/[a-z]\/|\/(?:content|kaggle)\/(?:drive|gdrive|input|working)\b|\/dbfs\/)/;

/** Homes of accounts that images, clouds and runners bring: whoever builds or rents the machine finds them there. */
const serviceHome =
  /^(?:file:\/\/)?\/home\/(?:ec2-user|ubuntu|debian|admin|centos|runner|vscode|codespace|gitpod|jovyan|airflow|astro|dagster|mambauser|app|appuser|nonroot|nobody|root|user|azureuser|vagrant|circleci|jenkins|hadoop|spark|sagemaker-user|node|python|docker|model-server)(?:\/|$|[\s'"<>])/;

/** The path that a text begins with, null where it is none of the kind. */
export const machinePathIn = (text: string): string | null => {
  const head = text.slice(0, longestPath);
  return machinePath.test(head) && !serviceHome.test(head) ? (/^[^\n'"]+/.exec(head)?.[0] ?? null) : null;
};

/** Those in string literals; what a docstring shows as an example is not read from anywhere. */
export const machinePathsOf = ({ script, path }: Reading): PythonFile['machinePaths'] =>
  script.nodes
    .filter(({ type, parent }) => type === 'string' && parent?.type !== 'expression_statement')
    .flatMap((node) => {
      const written = script.source.slice(node.start, Math.min(node.end, node.start + longestPath));
      const value = machinePathIn(written.replace(/^\w{0,2}(?:"""|'''|"|')/, ''));
      const { line } = placeOf(script, { path, node });
      return value ? [{ path, line, text: oneLine(script, node.statement ?? node), value }] : [];
    })
    .slice(0, maxPaths);

/** Those in a line of configuration, behind `=`, `:`, a blank or a quote. */
export const machinePathAt = ({ path, line, text }: Excerpt): PythonFile['machinePaths'] => {
  const starts = /[=:\s'"](?=\/(?:Users|home|Volumes|media|mnt|content|kaggle|dbfs)\/|[A-Za-z]:[\\/])/g;
  for (const { index } of text.slice(0, 1_000).matchAll(starts)) {
    const value = machinePathIn(text.slice(index + 1));
    if (value) return [{ path, line, text: text.trim().slice(0, longestPath), value }];
  }
  return [];
};

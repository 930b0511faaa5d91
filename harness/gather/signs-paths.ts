import { allRoutesIn, type Routed } from './example-code.ts';

/** One page that may hold numbers; `port` where it is another than that of the predictions. */
export type Target = { readonly path: string; readonly port: number | null };

const usual = ['/metrics', '/metrics/', '/prometheus', '/stats'];
const telling = /^(metrics|stats|statistics|prometheus)$/i;
const maxOwn = 2;
/** `start_http_server(9090)` shows metrics beside the service. */
const maxPorts = 2;

export const shownPath = ({ path, port }: Target): string => (port === null ? path : `:${port}${path}`);

const lastSegment = (path: string): string => path.split('/').findLast((part) => part !== '') ?? '';

/** Where numbers are usually shown, where the code registers such a page, and beside a prediction route of some depth. */
export const targetsOf = (
  facts: Routed,
  { predictPath, otherPorts }: { readonly predictPath: string; readonly otherPorts: readonly number[] },
): readonly Target[] => {
  const own = allRoutesIn(facts)
    .filter((path) => telling.test(lastSegment(path)))
    .filter((path) => !usual.includes(path))
    .slice(0, maxOwn);
  const folder = predictPath.replace(/\/[^/]*\/?$/, '');
  const beside = folder === '' ? [] : [`${folder}/metrics`];
  const paths = [...new Set([...usual, ...own, ...beside])];
  return [
    ...paths.map((path) => ({ path, port: null })),
    ...otherPorts.slice(0, maxPorts).map((port) => ({ path: '/metrics', port })),
  ];
};

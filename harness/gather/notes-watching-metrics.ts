import type { Excerpt } from '../evidence/common.ts';
import type { CallFact, SourceFacts } from '../source/types.ts';
import { excerptOf, importOf, isService, type Own, type Watching } from './notes-watching-found.ts';

const client = /^(prometheus_client|aioprometheus)(\.|$)/;
const instruments = /^(prometheus_client|aioprometheus)\.(\w+\.)*(Counter|Gauge|Histogram|Summary)$/;
const observes = /\.(inc|observe|time|set|labels|set_to_current_time)$/;
const exposes =
  /^prometheus_client\.(\w+\.)*(generate_latest|start_http_server|make_asgi_app|make_wsgi_app|start_wsgi_server|push_to_gateway)$/;
const whole =
  /^(prometheus_fastapi_instrumentator\.Instrumentator|prometheus_flask_exporter\.(\w+\.)*\w*PrometheusMetrics|starlette_exporter\.handle_metrics|starlette_prometheus\.metrics)\b/;
const sent =
  /(^|\.)(put_metric_data|create_counter|create_histogram|create_up_down_counter)$|^(datadog\.)?statsd\.(\w+\.)*(increment|incr|timing|histogram|gauge|distribution)$/;
const exposition = /version=0\.0\.4|^# (HELP|TYPE) /;
const node =
  /(^|\.)(prom-?client|promClient|client|prometheus)\.(Counter|Histogram|Gauge|Summary|collectDefaultMetrics)$/i;

const first = (calls: readonly CallFact[], pattern: RegExp): readonly Excerpt[] =>
  calls
    .filter(({ name }) => pattern.test(name))
    .slice(0, 2)
    .map(excerptOf);

type Stringed = Pick<SourceFacts['python'][number], 'strings'>;

const routes = (files: readonly Stringed[]): readonly Excerpt[] =>
  files
    .flatMap(({ strings }) => strings)
    .filter(({ value, role }) => role === 'argument' && /^\/?metrics\/?$/.test(value))
    .map(({ path, line, text }) => ({ path, line, text }));

/** Instruments that are made, moved and shown to a scraper, or a library that does all of it. */
const byPrometheus = ({ python }: Own): readonly Watching[] => {
  const calls = python.flatMap((file) => file.calls);
  const [made, moved, shown] = [instruments, observes, exposes].map((pattern) => first(calls, pattern));
  const at = shown && shown.length > 0 ? shown : routes(python.filter(isService)).slice(0, 1);
  const ready = first(calls, whole);
  const imported = python
    .flatMap(({ imports }) => imports)
    .find(({ module }) => client.test(module) || /prometheus|starlette_exporter/.test(module));
  const own = made && moved && made.length > 0 && moved.length > 0 && at.length > 0;
  const found = own ? [...made, ...moved, ...at] : ready;
  return found.length > 0 && imported
    ? [{ kind: 'metrics', tool: 'Prometheus', imported: importOf(imported), calls: found }]
    : [];
};

/** A page in Prometheus' text format, written without its library. */
const byHand = ({ python }: Own): readonly Watching[] => {
  const page = routes(python.filter(isService));
  const format = python
    .flatMap(({ strings }) => strings)
    .filter(({ value }) => exposition.test(value))
    .map(({ path, line, text }) => ({ path, line, text }));
  return page.length > 0 && format.length > 0
    ? [{ kind: 'metrics', tool: null, imported: null, calls: [...page.slice(0, 1), ...format.slice(0, 2)] }]
    : [];
};

const elsewhere = ({ python, scripts }: Own): readonly Watching[] => {
  const pushed = first(
    python.filter(isService).flatMap(({ calls }) => calls),
    sent,
  );
  const served = routes(scripts);
  const made =
    served.length > 0
      ? first(
          scripts.flatMap(({ calls }) => calls),
          node,
        )
      : [];
  const calls = [...pushed, ...made, ...(made.length > 0 ? served.slice(0, 1) : [])];
  return calls.length > 0 ? [{ kind: 'metrics', tool: null, imported: null, calls }] : [];
};

/** Counters and histograms of the service that somebody can read while it runs. */
export const watchesByMetrics = (own: Own): readonly Watching[] =>
  [byPrometheus, byHand, elsewhere].map((find) => find(own)).find((found) => found.length > 0) ?? [];

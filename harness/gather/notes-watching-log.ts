import type { Excerpt } from '../evidence/common.ts';
import type { CallFact, PythonFile } from '../source/types.ts';
import { callsTo, excerptOf, isService, type Own, type Watching } from './notes-watching-found.ts';
import { keptByValue } from './notes-watching-kept.ts';

const logs =
  /^(log|store|record|persist|track|audit|append|write|save|monitor)_(\w+_)?(predictions?|inferences?|scores?|requests?)(_\w+)?$|^(predictions?|inferences?)_(log|logger|history)$/i;
/** Names of a log, which is kept to be looked at. */
const looksBack = /^(log|record|track|audit|monitor)_|_(log|logger|history)$/i;
const keeps =
  /(^|\.)(add|add_all|insert\w*|execute|executemany|create|bulk_create|save|writerow|writerows|write|write_text|to_sql|to_csv|to_parquet|put_\w+|send|send_message|produce|publish|dump|xadd|rpush|lpush|index|log)$/;
const records =
  /(^|\.)\w*(predictions?|inferences?|scor(e|ing)|request)_?(logs?|records?|events?|audits?|history|entry|entries)$/i;
const modelled = /(^|\.)(models?|schemas?|entities|db|database)\.(\w+\.)*(Predictions?|Inferences?)(\.\w+)*$/;
const structured =
  /^(structlog\.(\w+\.)*get_logger|pythonjsonlogger\.[\w.]+|json_log_formatter\.[\w.]+|ecs_logging\.[\w.]+)$/;
const speaks = /(^|\.)(info|debug|warning|log|bind|msg)$/;
const timed = /latency|duration|elapsed|(^|\W|_)ms\b|process_time|response_time|status_code|["']status["']/i;

const within = (file: PythonFile, name: string): readonly CallFact[] =>
  file.calls.filter((call) => call.within === name);

/** Functions that keep predictions, called where requests are answered. */
const kept = ({ python }: Own, called = logs): readonly Excerpt[] =>
  python.flatMap((file) =>
    file.functions
      .filter(
        ({ name }) =>
          logs.test(name) && called.test(name) && within(file, name).some((call) => keeps.test(call.name)),
      )
      .flatMap(({ name, place }) => {
        const calls = callsTo(new Set([name]), python.filter(isService));
        return calls.length > 0
          ? [{ path: place.path, line: place.line, text: `def ${name}` }, ...calls.slice(0, 1)]
          : [];
      }),
  );

const inRequests = (files: readonly PythonFile[], what: RegExp): readonly Excerpt[] =>
  files.flatMap(({ calls }) =>
    calls
      .filter(({ name }) => what.test(name))
      .flatMap((made) => {
        const stored = calls.find(
          ({ name, within: at }) => at === made.within && keeps.test(name) && name !== made.name,
        );
        return stored ? [excerptOf(made), excerptOf(stored)] : [];
      }),
  );

const byBento = ({ python }: Own): readonly Excerpt[] =>
  python.flatMap(({ calls }) => {
    const opened = calls.filter(({ name }) => name === 'bentoml.monitor');
    const logged = calls.filter(
      ({ name, owner }) => owner === 'bentoml.monitor' || /^mon(itor)?\.log$/.test(name),
    );
    return opened.length > 0 && logged.length > 0 ? [...opened, ...logged].slice(0, 3).map(excerptOf) : [];
  });

const byPlace = (all: readonly Excerpt[]): readonly Excerpt[] => [
  ...new Map(all.map((one) => [`${one.path}:${one.line}`, one])).values(),
];

/** Predictions that are kept: by a tool for it, by a name that says so, or by a store that their value comes to. */
export const watchesByPredictions = (own: Own): readonly Watching[] => {
  const services = own.python.filter(isService);
  const bento = byBento(own);
  const stored = byPlace([...kept(own), ...inRequests(services, records), ...keptByValue(own)]);
  const found = [
    { tool: 'BentoML', calls: bento },
    { tool: null, calls: stored.slice(0, 6) },
  ].filter(({ calls }) => calls.length > 0);
  return found.map((one) => ({ kind: 'prediction-log', imported: null, ...one }));
};

/** Predictions in a log, or in a table of their own: they could be watched, and nothing says that they are. */
export const storesPredictions = (own: Own): readonly Excerpt[] => {
  const services = own.python.filter(isService);
  return [...inRequests(services, modelled), ...inRequests(services, records), ...kept(own, looksBack)].slice(
    0,
    2,
  );
};

/** A line of structured log for each request, with how it went or how long it took. */
export const watchesByRequests = ({ python }: Own): readonly Watching[] => {
  const calls = python.flatMap((file) => file.calls);
  const formats = calls.filter(
    ({ name, within: at }) => structured.test(name) || (name === 'json.dumps' && at === 'format'),
  );
  const lines = python
    .filter(isService)
    .flatMap((file) => file.calls)
    .filter(({ name, text }) => speaks.test(name) && timed.test(text));
  const found = formats.length > 0 && lines.length > 0 ? [...formats.slice(0, 1), ...lines.slice(0, 2)] : [];
  return found.length > 0
    ? [{ kind: 'request-log', tool: null, imported: null, calls: found.map(excerptOf) }]
    : [];
};

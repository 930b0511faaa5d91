import type { CodeEvidence } from '../evidence/code.ts';
import { isLogCall } from '../source/logging.ts';
import type { CallFact, RuleFact } from '../source/types.ts';
import { type CodeFile, type OwnCode, outsideNotebooks } from './code-files.ts';

const most = 200;

const excerptOf = ({ place, text }: CallFact) => ({ path: place.path, line: place.line, text });
const excerpt = ({ path, line, text }: { path: string; line: number; text: string }) => ({
  path,
  line,
  text,
});

const isPrinted = ({ name }: CallFact): boolean =>
  /^(print|pprint\.pprint|(click|typer)\.s?echo|console\.(log|info|debug))$/.test(name);

/** What a program says at its own end goes to whoever started it. */
const isProgram = ({ guard }: CodeFile, { within, place }: CallFact): boolean =>
  /^_?(main|cli|run_cli)$/.test(within ?? '') ||
  (guard !== null && place.line >= guard.line && place.line <= (guard.endLine ?? guard.line));

/** Prints of modules, which somebody else's program runs; a script or a command line prints for its caller. */
export const reportingIn = (code: OwnCode): CodeEvidence['reporting'] => {
  const files = outsideNotebooks(code);
  const logged = files.flatMap(({ calls }) => calls.filter(isLogCall));
  const printed = files
    .filter(({ role }) => role === 'module')
    .flatMap((file) => file.calls.filter((call) => isPrinted(call) && !isProgram(file, call)));
  return {
    printed: printed.slice(0, most).map(excerptOf),
    printedCount: printed.length,
    logged: logged.slice(0, most).map(excerptOf),
    loggedCount: logged.length,
  };
};

const isBlind = ({ rules, language }: CodeFile, line: number): boolean =>
  language === 'script' ||
  (rules ?? []).some((fact) => fact.line === line && /^(blind|silent)-except$/.test(fact.rule));

/** What a program prints of what it caught, whoever started it reads; a module's caller does not. */
const isUnheard = ({ role }: CodeFile, { does }: CodeFile['handlers'][number]): boolean =>
  does === 'nothing' || does === 'prints' || (does === 'prints-it' && role !== 'script');

/** Ruff says which handlers catch everything; what they do then is read from their own statements. */
export const handlersIn = ({ files }: OwnCode): CodeEvidence['handlers'] => {
  const known = files.filter(({ rules }) => rules !== null);
  const swallowed = known.flatMap((file) =>
    file.handlers.filter((handler) => isUnheard(file, handler) && isBlind(file, handler.line)),
  );
  return {
    total: known.reduce((sum, { handlers }) => sum + handlers.length, 0),
    swallowed: swallowed.slice(0, most).map(excerpt),
  };
};

/** TypeScript and JavaScript have no such rules. */
export const stateIn = (code: OwnCode): CodeEvidence['state'] => {
  const files = outsideNotebooks(code).filter(
    ({ rules, language }) => rules !== null && language === 'python',
  );
  const of = (rule: RuleFact['rule']) =>
    files
      .flatMap(({ rules }) => (rules ?? []).filter((fact) => fact.rule === rule))
      .slice(0, most)
      .map(excerpt);
  return {
    functions: files.flatMap(({ functions }) => functions).length,
    rebound: of('rebound-global'),
    mutableDefaults: of('mutable-default'),
  };
};

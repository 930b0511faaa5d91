import { defineCheck, notApplicable, scored } from './support/check.ts';
import { kept, linesOf, nothingToRead } from './support/code.ts';
import { places } from './support/details.ts';
import { count } from './support/words.ts';

// Calls: below this many, a single print is a slip.
const least = 10;

export const modulesLogRatherThanPrint = defineCheck({
  id: 'modules-log-rather-than-print',
  asks: 'Does code that runs inside a service report through a log?',
  why: 'What is printed has no level, time or origin, and cannot be turned off or searched.',
  remedy: 'Give each module a logger, and let the program that starts decide where its lines go.',
  needs: ['code'],
  judge({ code }) {
    const { printed, printedCount, logged, loggedCount } = code.reporting;
    if (code.parts.modules.files + code.parts.scripts.files === 0) return nothingToRead(code, 'modules');
    const total = printedCount + loggedCount;
    if (total === 0)
      return notApplicable('Modules report nothing while they run: neither a log line nor a print.');
    return scored({
      score: kept(printedCount, { total, least }),
      summary: `${count(loggedCount, 'call')} of a logger and ${count(printedCount, 'print')} in modules were found.`,
      details: [...linesOf(printed, 'printed by a module'), ...places(logged, 'logged')],
    });
  },
});

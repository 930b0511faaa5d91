import type { CallFact } from './types.ts';

const onLogger =
  /(^|\.)_?(log|logs|logger|logging|getLogger|pino|winston)\.(trace|debug|info|success|warning|warn|error|exception|critical|fatal|log)$/i;
const level = /\.(trace|debug|info|success|warning|warn|error|exception|critical|fatal|log)$/;
const maker = /(^|\.)(getLogger|get_\w*logger|pino|createLogger)$/;

/** A line given to a log, as the name of what is called tells, or of the call that made it. */
export const isLogCall = ({ name, owner }: Pick<CallFact, 'name' | 'owner'>): boolean =>
  onLogger.test(name) || (level.test(name) && maker.test(owner ?? ''));

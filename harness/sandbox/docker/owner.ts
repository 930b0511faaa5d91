/** Who holds containers and volumes: one process on one machine since one boot. */
export type SessionOwner = {
  /** Unique for each run of the harness. */
  readonly session: string;
  readonly host: string;
  /** Empty where the system does not tell. */
  readonly boot: string;
  readonly pid: number;
  /** When the process started, in the system's own units; empty where it does not tell. */
  readonly started: string;
};

export type ProcessFacts = {
  readonly session: string;
  readonly host: string;
  readonly pid: number;
  /** Text of a file of `/proc`, null where there is none. */
  readonly readProc: (path: string) => string | null;
};

/** The 22nd field of `/proc/<pid>/stat`, counted after the name, which may hold spaces (proc(5)). */
const startedAt = (stat: string | null): string =>
  stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';

export const describeOwner = ({ session, host, pid, readProc }: ProcessFacts): SessionOwner => ({
  session,
  host,
  boot: readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '',
  pid,
  started: startedAt(readProc(`/proc/${pid}/stat`)),
});

export type Living = {
  /** Is there a process of this id? */
  readonly exists: (pid: number) => boolean;
  readonly readProc: ProcessFacts['readProc'];
};

/** True only where it is certain: another machine's owner is never called dead. */
export const isDead = (
  owner: SessionOwner,
  { self, living }: { self: SessionOwner; living: Living },
): boolean => {
  if (owner.session === self.session || owner.host !== self.host) return false;
  if (owner.boot !== self.boot) return true;
  if (!living.exists(owner.pid)) return true;
  const started = startedAt(living.readProc(`/proc/${owner.pid}/stat`));
  return started !== '' && owner.started !== '' && started !== owner.started;
};

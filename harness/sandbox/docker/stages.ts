import { FaultError } from '../../errors.ts';
import type { Stage } from './stage.ts';

/** The stages of one sandbox, so that closing it leaves none behind: not one that was just being started either. */
export type Stages = AsyncDisposable & {
  start(begin: () => Promise<Stage>): Promise<Stage>;
  close(stage: Stage): Promise<void>;
};

const closedSandbox = (): FaultError =>
  new FaultError({ code: 'SANDBOX_LOST', blame: 'harness', message: 'The sandbox is closed.' });

export const openStages = (): Stages => {
  const running = new Set<Stage>();
  const pending = new Set<Promise<unknown>>();
  let closed = false;
  const track = <T>(work: Promise<T>): Promise<T> => {
    const tracked = work.finally(() => pending.delete(tracked));
    pending.add(tracked);
    return tracked;
  };
  const close = (stage: Stage): Promise<void> => {
    running.delete(stage);
    return track(stage.close());
  };
  const start = async (begin: () => Promise<Stage>): Promise<Stage> => {
    const stage = await begin();
    if (!closed) {
      running.add(stage);
      return stage;
    }
    await stage.close();
    throw closedSandbox();
  };
  return {
    start: (begin) => (closed ? Promise.reject(closedSandbox()) : track(start(begin))),
    close,
    [Symbol.asyncDispose]: async () => {
      closed = true;
      for (const stage of running) void close(stage).catch(() => {});
      while (pending.size > 0) await Promise.allSettled([...pending]);
    },
  };
};

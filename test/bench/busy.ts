import { execa } from 'execa';

/** Endless loops in processes of their own, which end with the scope. */
export const busyLoops = (count: number): AsyncDisposable => {
  const loops = Array.from({ length: count }, () =>
    execa(process.execPath, ['-e', 'for (;;);'], { reject: false }),
  );
  return {
    [Symbol.asyncDispose]: async () => {
      for (const loop of loops) loop.kill('SIGKILL');
      await Promise.all(loops);
    },
  };
};

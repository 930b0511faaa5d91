/** Where a request goes that names no port: the one that the command was told in `PORT`, else the lowest. */
export const choosePort = (
  open: readonly { readonly port: number }[],
  env: Readonly<Record<string, string>>,
): number => {
  const wanted = Number(env.PORT ?? '');
  const found = open.find(({ port }) => port === wanted) ?? open[0];
  return found?.port ?? (wanted || 80);
};

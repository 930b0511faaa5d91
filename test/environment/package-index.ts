import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { execa } from 'execa';

type Entry = { readonly path: string; readonly text: string };

/** A zip of stored files: what a wheel is. */
export const zip = (entries: readonly Entry[]): Buffer => {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, text } of entries) {
    const [name, body] = [Buffer.from(path), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(name.length, 22);
    head.writeUInt16LE(name.length, 22);
    const start = Buffer.alloc(14);
    start.writeUInt32LE(offset, 10);
    local.push(Buffer.from('PK\x03\x04'), head, name, body);
    central.push(Buffer.from('PK\x01\x02\x14\x00'), head, start, name);
    offset += 30 + name.length + body.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
};

type Wheel = {
  readonly name: string;
  readonly version: string;
  readonly requires?: readonly string[];
  readonly files?: readonly Entry[];
  readonly tag?: string;
};

export const wheel = ({ name, version, requires = [], files = [], tag = 'py3-none-any' }: Wheel) => {
  const info = `${name}-${version}.dist-info`;
  const metadata = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    ...requires.map((one) => `Requires-Dist: ${one}`),
    '',
  ];
  const entries = [
    { path: `${name}/__init__.py`, text: `version = '${version}'\n` },
    ...files,
    { path: `${info}/METADATA`, text: metadata.join('\n') },
    {
      path: `${info}/WHEEL`,
      text: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    },
  ];
  const record = [...entries.map(({ path }) => `${path},,`), `${info}/RECORD,,`, ''].join('\n');
  return {
    file: `${name}-${version}-${tag}.whl`,
    body: zip([...entries, { path: `${info}/RECORD`, text: record }]),
  };
};

export type PackageIndex = AsyncDisposable & {
  /** With credentials where there are any. */
  readonly url: string;
  /** Certificate authority as PEM, null for plain HTTP. */
  readonly authority: string | null;
  /** Paths asked for with the right credentials. */
  readonly requests: readonly string[];
};

/** An address of this machine that a container on the default bridge reaches. */
const hostAddress = (): string => {
  const { docker0 = [], ...others } = networkInterfaces();
  const all = [...docker0, ...Object.values(others).flatMap((list) => list ?? [])];
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('this machine has no address that a container could reach');
  return found.address;
};

const openssl = 'openssl';

/** An authority, and a certificate for the address signed by it. */
const certificate = async (folder: string, address: string) => {
  const path = (name: string): string => join(folder, name);
  const run = (...args: readonly string[]) => execa(openssl, args, { cwd: folder });
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  await run(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=authority',
  );
  await run('req', ...key, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=index');
  await writeFile(path('extensions'), `subjectAltName=IP:${address}\nbasicConstraints=CA:FALSE\n`);
  const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
  await run(
    'x509',
    '-req',
    '-in',
    'request.pem',
    ...signer,
    '-days',
    '2',
    '-extfile',
    'extensions',
    '-out',
    'cert.pem',
  );
  const [privateKey, cert, authority] = await Promise.all(
    ['key.pem', 'cert.pem', 'ca.pem'].map((name) => readFile(path(name), 'utf8')),
  );
  return { tls: { key: privateKey, cert }, authority: authority ?? '' };
};

const page = (names: readonly string[]): string =>
  `<!doctype html><body>${names.map((name) => `<a href="../../files/${name}">${name}</a><br>`).join('')}</body>`;

const projectOf = (file: string): string => (file.split('-')[0] ?? '').replaceAll('_', '-').toLowerCase();

type IndexOptions = {
  readonly files: readonly { readonly file: string; readonly body: Buffer }[];
  readonly tls?: boolean;
  readonly password?: string;
  /** Answers every request with this status instead. */
  readonly status?: number;
};

/** A package index that speaks the simple API (PEP 503), over TLS with an authority of its own and a password if asked. */
export const startIndex = async ({
  files,
  tls = false,
  password,
  status,
}: IndexOptions): Promise<PackageIndex> => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-index-'));
  const address = hostAddress();
  const requests: string[] = [];
  const answer: RequestListener = (request, reply) => {
    const expected = `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
    const path = request.url ?? '';
    if (password !== undefined && request.headers.authorization !== expected)
      return void reply.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    requests.push(path);
    if (status !== undefined) return void reply.writeHead(status).end();
    const found = files.find(({ file }) => path === `/files/${file}`);
    if (found) return void reply.end(found.body);
    const [, project] = /^\/simple\/([^/]+)\/$/.exec(path) ?? [];
    const names = files.map(({ file }) => file).filter((file) => projectOf(file) === project);
    if (names.length === 0) return void reply.writeHead(404).end();
    reply.setHeader('content-type', 'text/html').end(page(names));
  };
  const secured = tls ? await certificate(folder, address) : null;
  const server = secured
    ? createHttps({ key: secured.tls.key ?? '', cert: secured.tls.cert ?? '' }, answer)
    : createHttp(answer);
  await new Promise<void>((resolve) => void server.listen(0, '0.0.0.0', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const credentials = password === undefined ? '' : `user:${encodeURIComponent(password)}@`;
  return {
    url: `${tls ? 'https' : 'http'}://${credentials}${address}:${port}/simple`,
    authority: secured?.authority ?? null,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
};

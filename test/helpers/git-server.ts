import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

export type RunningServer = AsyncDisposable & {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** Method and path of each request so far. */
  readonly requests: readonly string[];
};

export type GitServerOptions = {
  /** Folder whose sub-folders are bare repositories. */
  readonly root: string;
  /** Answers for a path without `.git` by a redirect to the path with it, as GitLab does. */
  readonly redirects?: boolean;
  /** First part of the path of what is behind a login, and the login. */
  readonly locked?: { readonly name: string; readonly user: string; readonly password: string };
};

const isLocked = (request: IncomingMessage, { locked }: GitServerOptions): boolean => {
  if (!locked || !(request.url ?? '').startsWith(`/${locked.name}/`)) return false;
  const login = Buffer.from(`${locked.user}:${locked.password}`).toString('base64');
  return request.headers.authorization !== `Basic ${login}`;
};

/** Where a request without `.git` is sent; null when it has it. */
const withDotGit = (url: string): string | null => {
  const [, name = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(url) ?? [];
  return name.endsWith('.git') ? null : `/${name}.git${rest}`;
};

const cgiEnvironment = (request: IncomingMessage, root: string): Record<string, string> => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_USER: 'reader',
  };
};

/** A CGI program's head: `Status: 404 Not Found` and header lines, then an empty line (RFC 3875, section 6). */
const writeHead = (response: ServerResponse, head: string): void => {
  const fields = head.split('\r\n').map((line) => line.split(/:\s*(.*)/s));
  const status = fields.find(([name]) => name === 'Status')?.[1];
  response.statusCode = status === undefined ? 200 : Number.parseInt(status, 10);
  for (const [name = '', value = ''] of fields)
    if (name !== '' && name !== 'Status') response.setHeader(name, value);
};

const serveGit = (request: IncomingMessage, response: ServerResponse, root: string): void => {
  const backend = spawn('git', ['http-backend'], {
    env: cgiEnvironment(request, root),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  backend.stdin.on('error', () => {});
  request.pipe(backend.stdin);
  let head = Buffer.alloc(0);
  backend.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    writeHead(response, head.subarray(0, end).toString());
    response.flushHeaders();
    response.write(head.subarray(end + 4));
  });
  backend.on('close', () => response.end());
  response.on('close', () => backend.kill());
};

const listening = async (server: Server, requests: string[], close: () => void): Promise<RunningServer> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ended = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    url: `http://${host}`,
    host,
    requests,
    [Symbol.asyncDispose]: async () => {
      close();
      await ended();
    },
  };
};

/** Git over HTTP as a forge serves it: `git http-backend`, with one repository behind basic auth. */
export const startGitServer = (options: GitServerOptions): Promise<RunningServer> => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const dotGit = options.redirects ? withDotGit(request.url ?? '/') : null;
    if (dotGit !== null) return void response.writeHead(301, { location: dotGit }).end();
    if (!isLocked(request, options)) return serveGit(request, response, options.root);
    response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end();
  });
  return listening(server, requests, () => server.closeAllConnections());
};

/** A server that does with each connection, once its first bytes have come, whatever it is told to. */
export const startOddServer = (answer: (socket: Socket) => void): Promise<RunningServer> => {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', (bytes) => {
      requests.push(bytes.toString('latin1').split(' HTTP/')[0] ?? '');
      answer(socket);
    });
  });
  return listening(server, requests, () => sockets.forEach((socket) => void socket.destroy()));
};

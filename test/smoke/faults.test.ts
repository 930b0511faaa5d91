import { execFile } from 'node:child_process';
import { createConnection, createServer, type Socket } from 'node:net';

import { readFileSync } from 'node:fs';
import { createApp } from './api.ts';

const app = createApp(JSON.parse(readFileSync('model.json', 'utf8')));
await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 8000) });

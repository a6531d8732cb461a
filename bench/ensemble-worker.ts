import { parentPort } from 'node:worker_threads';
import { runMembers, type Shard } from './ensemble-members.ts';

parentPort!.on('message', (shard: Shard) => parentPort!.postMessage(runMembers(shard)));

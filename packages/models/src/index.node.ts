export { EnsembleThreads } from './ensemble/ensemble-threads.node.ts';

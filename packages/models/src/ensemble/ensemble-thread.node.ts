/** The program of one thread of `EnsembleThreads`. */
import { parentPort } from 'node:worker_threads';
import { type EnsembleFailure, ensembleTable } from './ensemble.ts';
import {
  DONE,
  type EnsembleAnswer,
  type EnsembleModule,
  type EnsembleTask,
  NEXT,
  STOP,
} from './ensemble-task.ts';
import { MemberRunner } from './member-runner.ts';

parentPort!.on('message', (task: EnsembleTask) => {
  run(task).then(
    (failures) => parentPort!.postMessage({ failures } satisfies EnsembleAnswer),
    (error: unknown) => parentPort!.postMessage({ error } satisfies EnsembleAnswer),
  );
});

async function run(task: EnsembleTask): Promise<readonly EnsembleFailure[]> {
  const { ensemble } = (await import(task.module)) as EnsembleModule;
  const { members, member } = ensemble(task.input);
  const table = ensembleTable(members, task.steps, task.readings, task.memory);
  const counters = new Int32Array(task.counters);
  const runner = new MemberRunner(task.options);
  for (;;) {
    const first = Atomics.add(counters, NEXT, task.share);
    const end = Math.min(members, first + task.share);
    for (let n = first; n < end; n++) {
      if (Atomics.load(counters, STOP) !== 0) return [];
      runner.run(member(n), n, table);
    }
    Atomics.add(counters, DONE, Math.max(0, end - first));
    if (end >= members) return table.failures;
  }
}
